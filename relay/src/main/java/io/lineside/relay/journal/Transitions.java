package io.lineside.relay.journal;

import io.lineside.model.AlarmEvent;
import io.lineside.model.AlarmState;
import io.lineside.model.AlarmType;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.AlarmView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The journal's table: what happened to alarms, each transition once, never changed. */
final class Transitions {

    // A transition that is there already is told again by a replay and is not stored twice.
    private static final String SAVE =
            "INSERT INTO alarm_transition VALUES (:id, :group, :seq, :prev, :kind, :time, :cause,"
                    + " :alarm, :occurrence, :signal, :unit, :type, :priority, :message, :display,"
                    + " :unknown, :value, :limit, :raised, :cleared, :acknowledgedAt, :acknowledgedBy,"
                    + " :comment) ON CONFLICT (alarm, cause, kind) DO NOTHING";

    private Transitions() {}

    static void save(Handle handle, List<AlarmTransition> transitions, long lastId) {
        AtomicLong id = new AtomicLong(lastId);
        Rows.each(
                handle,
                SAVE,
                transitions,
                (sql, transition) -> bind(sql.bind("id", id.incrementAndGet()), transition));
    }

    static List<AlarmTransition> list(
            Handle handle, @Nullable String group, long after, int limit) {
        String journal =
                handle.createQuery("SELECT value FROM about WHERE name = 'journal'")
                        .mapTo(String.class)
                        .one();
        String where =
                group == null
                        ? " ORDER BY id LIMIT :limit OFFSET :after"
                        : " WHERE alarms_group = :group AND seq > :after ORDER BY seq LIMIT :limit";
        try (var query = handle.createQuery("SELECT * FROM alarm_transition" + where)) {
            if (group != null) {
                query.bind("group", group);
            }
            return query.bind("after", after)
                    .bind("limit", limit)
                    .map((row, _) -> transition(row, journal))
                    .list();
        }
    }

    private static void bind(PreparedBatch sql, AlarmTransition transition) {
        AlarmView alarm = transition.alarm();
        sql.bind("group", transition.group())
                .bind("seq", transition.seq())
                .bind("prev", transition.prev())
                .bind("kind", transition.kind().word())
                .bind("time", transition.time())
                .bind("cause", transition.cause())
                .bind("alarm", alarm.alarm())
                .bind("occurrence", alarm.occurrence())
                .bind("signal", alarm.signal())
                .bind("unit", alarm.unit())
                .bind("type", alarm.type().name())
                .bind("priority", alarm.priority())
                .bind("message", alarm.message())
                .bind("display", alarm.display().word())
                .bind("unknown", alarm.conditionUnknown())
                .bind("value", alarm.value())
                .bind("limit", alarm.limit())
                .bind("raised", alarm.raisedAt())
                .bind("cleared", alarm.clearedAt())
                .bind("acknowledgedAt", alarm.acknowledgedAt())
                .bind("acknowledgedBy", alarm.acknowledgedBy())
                .bind("comment", alarm.comment());
    }

    private static AlarmTransition transition(ResultSet row, String journal) throws SQLException {
        return new AlarmTransition(
                row.getString("alarms_group"),
                journal,
                row.getLong("prev"),
                row.getLong("seq"),
                AlarmEvent.ofWord(row.getString("kind")),
                row.getLong("event_time"),
                row.getString("cause"),
                view(row));
    }

    private static AlarmView view(ResultSet row) throws SQLException {
        return new AlarmView(
                row.getString("alarm"),
                row.getString("occurrence"),
                row.getLong("seq"),
                row.getString("signal"),
                row.getString("unit"),
                AlarmType.valueOf(row.getString("alarm_type")),
                row.getInt("priority"),
                row.getString("message"),
                AlarmState.ofWord(row.getString("display")),
                row.getBoolean("condition_unknown"),
                Rows.nullableDouble(row, "value"),
                row.getDouble("alarm_limit"),
                row.getLong("raised_at"),
                Rows.nullableLong(row, "cleared_at"),
                Rows.nullableLong(row, "acknowledged_at"),
                row.getString("acknowledged_by"),
                row.getString("comment"),
                true);
    }
}
