package io.lineside.relay.store.sqlite;

import io.lineside.core.alarm.AlarmFacts;
import io.lineside.core.alarm.AlarmRecord;
import io.lineside.core.alarm.Pending;
import io.lineside.core.alarm.Transition;
import io.lineside.core.source.Position;
import io.lineside.core.store.Batch;
import io.lineside.core.store.Stored;
import io.lineside.model.AlarmEvent;
import io.lineside.model.AssetPath;
import io.lineside.model.Quality;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The tables' rows and the records they stand for. */
final class Rows {

    private Rows() {}

    static Stored load(Handle handle) {
        String journal =
                handle.createQuery("SELECT value FROM about WHERE name = 'journal'")
                        .mapTo(String.class)
                        .one();
        Map<String, Position> positions = new HashMap<>();
        handle.createQuery("SELECT * FROM source_position")
                .map((row, _) -> Map.entry(row.getString("partition_id"), position(row)))
                .forEach(entry -> positions.put(entry.getKey(), entry.getValue()));
        Map<String, AlarmRecord> alarms = new HashMap<>();
        handle.createQuery("SELECT * FROM alarm")
                .map((row, _) -> Map.entry(row.getString("alarm"), alarm(row)))
                .forEach(entry -> alarms.put(entry.getKey(), entry.getValue()));
        List<Sample> latest =
                handle.createQuery("SELECT * FROM latest_value ORDER BY signal")
                        .map((row, _) -> sample(row))
                        .list();
        return new Stored(
                journal,
                positions,
                alarms,
                alarmHeads(handle),
                latest,
                longs(handle, "SELECT name, total AS number FROM counter"));
    }

    private static Map<AssetPath, Long> alarmHeads(Handle handle) {
        Map<AssetPath, Long> heads = new HashMap<>();
        longs(
                        handle,
                        "SELECT alarms_group AS name, MAX(seq) AS number FROM alarm_transition"
                                + " GROUP BY alarms_group")
                .forEach((group, seq) -> heads.put(Transitions.area(group), seq));
        return heads;
    }

    static void save(Handle handle, Batch batch, long lastTransition) {
        each(
                handle,
                "INSERT INTO source_position VALUES (:id, :generation, :sequence, :enqueued) ON"
                        + " CONFLICT (partition_id) DO UPDATE SET generation = :generation,"
                        + " sequence_number = :sequence, enqueued_time = :enqueued",
                batch.positions().entrySet(),
                (sql, entry) ->
                        sql.bind("id", entry.getKey())
                                .bind("generation", entry.getValue().generation())
                                .bind("sequence", entry.getValue().sequenceNumber())
                                .bind("enqueued", entry.getValue().enqueuedTime().toEpochMilli()));
        each(
                handle,
                "INSERT INTO counter VALUES (:name, :total) ON CONFLICT (name) DO UPDATE SET total"
                        + " = :total",
                batch.totals().entrySet(),
                (sql, entry) -> sql.bind("name", entry.getKey()).bind("total", entry.getValue()));
        each(handle, SAVE_VALUE, batch.latest().values(), Rows::bindSample);
        each(
                handle,
                SAVE_ALARM,
                batch.alarms().entrySet(),
                (sql, entry) -> bindAlarm(sql.bind("alarm", entry.getKey()), entry.getValue()));
        Transitions.save(handle, batch.transitions(), lastTransition);
    }

    static List<Transition> transitions(
            Handle handle, @Nullable AssetPath area, long after, int limit) {
        return Transitions.list(handle, area, after, limit);
    }

    static <T> void each(
            Handle handle, String sql, Iterable<T> items, BiConsumer<PreparedBatch, T> binder) {
        if (!items.iterator().hasNext()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            for (T item : items) {
                binder.accept(batch, item);
                batch.add();
            }
            int[] unused = batch.execute();
        }
    }

    private static Map<String, Long> longs(Handle handle, String sql) {
        Map<String, Long> found = new HashMap<>();
        handle.createQuery(sql)
                .map((row, _) -> Map.entry(row.getString("name"), row.getLong("number")))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(
                row.getInt("generation"),
                row.getLong("sequence_number"),
                Instant.ofEpochMilli(row.getLong("enqueued_time")));
    }

    private static final String SAVE_VALUE =
            "INSERT INTO latest_value VALUES (:signal, :kind, :number, :number2, :content,"
                    + " :quality, :reason, :time) ON CONFLICT (signal) DO UPDATE SET kind = :kind,"
                    + " number = :number, number2 = :number2, content = :content, quality ="
                    + " :quality, reason = :reason, source_time = :time";

    private static void bindSample(PreparedBatch sql, Sample sample) {
        String kind = "none";
        Double number = null;
        Double number2 = null;
        String content = null;
        switch (sample.value()) {
            case null -> kind = "none";
            case Value.Num(double n) -> {
                kind = "number";
                number = n;
            }
            case Value.Bool(boolean on) -> {
                kind = "bool";
                number = on ? 1.0 : 0.0;
            }
            case Value.Text(String text) -> {
                kind = "text";
                content = text;
            }
            case Value.Geo(double latitude, double longitude) -> {
                kind = "geo";
                number = latitude;
                number2 = longitude;
            }
        }
        sql.bind("signal", sample.signal().toString())
                .bind("kind", kind)
                .bind("number", number)
                .bind("number2", number2)
                .bind("content", content)
                .bind("quality", sample.quality().word())
                .bind("reason", sample.reason())
                .bind("time", sample.sourceTime().toEpochMilli());
    }

    private static Sample sample(ResultSet row) throws SQLException {
        double number = row.getDouble("number");
        @Nullable Value value =
                switch (row.getString("kind")) {
                    case "number" -> new Value.Num(number);
                    case "bool" -> new Value.Bool(number != 0);
                    case "text" -> new Value.Text(row.getString("content"));
                    case "geo" -> new Value.Geo(number, row.getDouble("number2"));
                    default -> null;
                };
        return new Sample(
                SignalId.parse(row.getString("signal")),
                value,
                Quality.ofWord(row.getString("quality")),
                row.getString("reason"),
                Instant.ofEpochMilli(row.getLong("source_time")));
    }

    private static final String SAVE_ALARM =
            "INSERT INTO alarm VALUES (:alarm, :active, :acknowledged, :unknown, :occurrence, :seq,"
                    + " :value, :raised, :cleared, :acknowledgedAt, :acknowledgedBy, :comment,"
                    + " :pendingKind, :pendingPartition, :pendingDue, :pendingDueHub, :pendingValue) ON"
                    + " CONFLICT (alarm) DO UPDATE SET active = :active, acknowledged = :acknowledged,"
                    + " condition_unknown = :unknown, occurrence = :occurrence, seq = :seq, value ="
                    + " :value, raised_at = :raised, cleared_at = :cleared, acknowledged_at ="
                    + " :acknowledgedAt, acknowledged_by = :acknowledgedBy, comment = :comment,"
                    + " pending_kind = :pendingKind, pending_partition = :pendingPartition, pending_due"
                    + " = :pendingDue, pending_due_hub = :pendingDueHub, pending_value = :pendingValue";

    private static void bindAlarm(PreparedBatch sql, AlarmRecord state) {
        Pending pending = state.pending();
        sql.bind("active", state.facts().active())
                .bind("acknowledged", state.facts().acknowledged())
                .bind("unknown", state.facts().conditionUnknown())
                .bind("occurrence", state.occurrence())
                .bind("seq", state.seq())
                .bind("value", state.value())
                .bind("raised", state.raisedAt())
                .bind("cleared", state.clearedAt())
                .bind("acknowledgedAt", state.acknowledgedAt())
                .bind("acknowledgedBy", state.acknowledgedBy())
                .bind("comment", state.comment())
                .bind("pendingKind", pending == null ? null : pending.kind().word())
                .bind("pendingPartition", pending == null ? null : pending.partition())
                .bind("pendingDue", pending == null ? null : (Long) pending.due())
                .bind("pendingDueHub", pending == null ? null : (Long) pending.dueByHub())
                .bind("pendingValue", pending == null ? null : (Double) pending.value());
    }

    private static AlarmRecord alarm(ResultSet row) throws SQLException {
        String kind = row.getString("pending_kind");
        Pending pending =
                kind == null
                        ? null
                        : new Pending(
                                AlarmEvent.ofWord(kind),
                                row.getString("pending_partition"),
                                row.getLong("pending_due"),
                                row.getLong("pending_due_hub"),
                                row.getDouble("pending_value"));
        return new AlarmRecord(
                new AlarmFacts(
                        row.getBoolean("active"),
                        row.getBoolean("acknowledged"),
                        row.getBoolean("condition_unknown")),
                row.getString("occurrence"),
                row.getLong("seq"),
                nullableDouble(row, "value"),
                row.getLong("raised_at"),
                nullableLong(row, "cleared_at"),
                nullableLong(row, "acknowledged_at"),
                row.getString("acknowledged_by"),
                row.getString("comment"),
                pending);
    }

    static @Nullable Double nullableDouble(ResultSet row, String column) throws SQLException {
        double number = row.getDouble(column);
        return row.wasNull() ? null : Double.valueOf(number);
    }

    static @Nullable Long nullableLong(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : Long.valueOf(number);
    }
}
