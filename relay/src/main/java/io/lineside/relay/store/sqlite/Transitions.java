package io.lineside.relay.store.sqlite;

import io.lineside.core.alarm.AlarmStatus;
import io.lineside.core.alarm.Transition;
import io.lineside.model.AlarmEvent;
import io.lineside.model.AlarmState;
import io.lineside.model.AlarmType;
import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * The journal's table: what happened to alarms, each transition once, never changed. The table
 * names an area by its SignalR group.
 */
final class Transitions {

    // A replay after a crash makes transitions again that are in the table already: those stay as
    // they are.
    private static final String SAVE =
            "INSERT INTO alarm_transition VALUES (:id, :group, :seq, :prev, :kind, :time, :cause,"
                    + " :alarm, :occurrence, :signal, :unit, :type, :priority, :message, :display,"
                    + " :unknown, :value, :limit, :raised, :cleared, :acknowledgedAt, :acknowledgedBy,"
                    + " :comment) ON CONFLICT (alarm, cause, kind) DO NOTHING";

    private static final String GROUP = "alarms:";

    private Transitions() {}

    static void save(Handle handle, List<Transition> transitions, long lastId) {
        AtomicLong id = new AtomicLong(lastId);
        Rows.each(
                handle,
                SAVE,
                transitions,
                (sql, transition) -> bind(sql.bind("id", id.incrementAndGet()), transition));
    }

    static List<Transition> list(Handle handle, @Nullable AssetPath area, long after, int limit) {
        String journal =
                handle.createQuery("SELECT value FROM about WHERE name = 'journal'")
                        .mapTo(String.class)
                        .one();
        String where =
                area == null
                        ? " ORDER BY id LIMIT :limit OFFSET :after"
                        : " WHERE alarms_group = :group AND seq > :after ORDER BY seq LIMIT :limit";
        try (var query = handle.createQuery("SELECT * FROM alarm_transition" + where)) {
            if (area != null) {
                query.bind("group", group(area));
            }
            return query.bind("after", after)
                    .bind("limit", limit)
                    .map((row, _) -> transition(row, journal))
                    .list();
        }
    }

    /** The area of an {@code alarms_group}. */
    static AssetPath area(String group) {
        return new AssetPath(group.substring(GROUP.length()));
    }

    private static String group(AssetPath area) {
        return GROUP + area;
    }

    private static void bind(PreparedBatch sql, Transition transition) {
        AlarmStatus alarm = transition.alarm();
        sql.bind("group", group(transition.area()))
                .bind("seq", transition.seq())
                .bind("prev", transition.prev())
                .bind("kind", transition.kind().word())
                .bind("time", transition.time())
                .bind("cause", transition.cause())
                .bind("alarm", alarm.alarm())
                .bind("occurrence", alarm.occurrence())
                .bind("signal", alarm.signal().toString())
                .bind("unit", alarm.unit().text())
                .bind("type", alarm.type().name())
                .bind("priority", alarm.priority())
                .bind("message", alarm.message())
                .bind("display", alarm.state().word())
                .bind("unknown", alarm.conditionUnknown())
                .bind("value", alarm.value())
                .bind("limit", alarm.limit())
                .bind("raised", alarm.raisedAt())
                .bind("cleared", alarm.clearedAt())
                .bind("acknowledgedAt", alarm.acknowledgedAt())
                .bind("acknowledgedBy", alarm.acknowledgedBy())
                .bind("comment", alarm.comment());
    }

    private static Transition transition(ResultSet row, String journal) throws SQLException {
        return new Transition(
                area(row.getString("alarms_group")),
                journal,
                row.getLong("prev"),
                row.getLong("seq"),
                AlarmEvent.ofWord(row.getString("kind")),
                row.getLong("event_time"),
                row.getString("cause"),
                status(row),
                true);
    }

    private static AlarmStatus status(ResultSet row) throws SQLException {
        return new AlarmStatus(
                row.getString("alarm"),
                row.getString("occurrence"),
                row.getLong("seq"),
                SignalId.parse(row.getString("signal")),
                new AssetPath(row.getString("unit")),
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
                row.getString("comment"));
    }
}
