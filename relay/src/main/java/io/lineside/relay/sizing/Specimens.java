package io.lineside.relay.sizing;

import io.lineside.core.alarm.AlarmDefinition;
import io.lineside.core.alarm.AlarmFacts;
import io.lineside.core.alarm.AlarmRecord;
import io.lineside.core.alarm.AlarmStatus;
import io.lineside.core.alarm.Transition;
import io.lineside.core.plant.Plant;
import io.lineside.core.plant.Signal;
import io.lineside.model.AlarmEvent;
import io.lineside.model.Quality;
import io.lineside.model.SourceState;
import io.lineside.model.Value;
import io.lineside.relay.broadcast.WireMessages;
import io.lineside.signalr.EncodedMessage;
import io.lineside.wire.Envelope;
import io.lineside.wire.Head;
import io.lineside.wire.Heads;
import io.lineside.wire.Overview;
import io.lineside.wire.Row;
import io.lineside.wire.Targets;
import io.lineside.wire.WireJson;
import io.lineside.wire.WireWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Messages as the relay would send them after some months of work, written by the wire's own
 * encoder and wrapped in SignalR's JSON protocol; only their size in bytes is used.
 */
final class Specimens {

    private static final String EPOCH = "v-0a1b2c3d";
    private static final String JOURNAL = "j-0a1b2c3d";
    private static final long SEQ = 12_345_678;
    private static final long TIME = 1_790_000_000_123L;
    private static final long LAG = 120;

    // Where in its scale a signal's value lies; the golden section has digits of every kind.
    private static final BigDecimal WITHIN = new BigDecimal("0.6180339887498949");

    private Specimens() {}

    /** A signal's row, good. */
    static Row row(Signal signal) {
        return new Row(signal.id().toString(), value(signal.display()), Quality.GOOD, TIME, null);
    }

    /**
     * A number with one digit more than is shown. The plant model does not state the type of a
     * signal without unit and scale: truth values, texts and positions all count as a position, the
     * longest.
     */
    static Value value(Signal.Display signal) {
        Double min = signal.min();
        Double max = signal.max();
        if (signal.symbol().isEmpty() && (min == null || max == null)) {
            return new Value.Geo(52.516275, 13.377704);
        }
        BigDecimal low = BigDecimal.valueOf(min == null ? 0 : min);
        BigDecimal high = BigDecimal.valueOf(max == null ? 100 : max);
        int digits = signal.decimals() + 1;
        BigDecimal number =
                low.add(high.subtract(low).multiply(WITHIN)).setScale(digits, RoundingMode.HALF_UP);
        // A last digit of zero would not be written.
        boolean trailing = number.stripTrailingZeros().scale() < digits;
        return new Value.Num(
                (trailing ? number.add(BigDecimal.ONE.movePointLeft(digits)) : number)
                        .doubleValue());
    }

    /** The size of an envelope of a values group. */
    static int values(String group, List<Row> rows) {
        return size(
                Targets.VALUES,
                WireWriter.envelope(
                        new Envelope(group, EPOCH, SEQ - 2, SEQ, TIME, LAG, rows, null)));
    }

    /** The size of a site's heads when all its groups have moved. */
    static int heads(String group, List<String> valuesGroups, List<String> alarmGroups) {
        return size(
                Targets.HEADS,
                WireWriter.heads(
                        new Heads(
                                group,
                                EPOCH,
                                SEQ - 20,
                                SEQ,
                                TIME,
                                valuesGroups.stream().map(name -> new Head(name, SEQ)).toList(),
                                JOURNAL,
                                alarmGroups.stream().map(name -> new Head(name, 123_456)).toList(),
                                SourceState.LIVE,
                                LAG,
                                12,
                                true)));
    }

    /** The size of a site's overview. */
    static int overview(String group, Plant.Site site) {
        List<Overview.Area> areas =
                site.areas().stream()
                        .map(
                                area ->
                                        new Overview.Area(
                                                area.path().text(), 2, 1, 1, signals(area), 0, 0))
                        .toList();
        return size(
                Targets.OVERVIEW,
                WireJson.overview(WireJson.mapper(), new Overview(group, EPOCH, SEQ, TIME, areas)));
    }

    private static int signals(Plant.Area area) {
        return area.units().stream()
                .flatMap(unit -> unit.devices().stream())
                .mapToInt(device -> device.signals().size())
                .sum();
    }

    /** The size of the last transition of an alarm that was acknowledged, then cleared. */
    static int transition(AlarmDefinition alarm) {
        String cause = "0:" + SEQ + ":12";
        AlarmRecord returned =
                new AlarmRecord(
                        AlarmFacts.NORMAL,
                        cause,
                        123_456,
                        alarm.rule().limit() + 0.01,
                        TIME,
                        TIME,
                        TIME,
                        "operator",
                        null,
                        null);
        Transition transition =
                new Transition(
                        alarm.area(),
                        JOURNAL,
                        123_455,
                        123_456,
                        AlarmEvent.CLEARED,
                        TIME,
                        cause,
                        AlarmStatus.of(alarm, returned),
                        true);
        return size(Targets.ALARM, WireWriter.transition(WireMessages.transition(transition)));
    }

    private static int size(String target, byte[] argument) {
        return EncodedMessage.rawInvocation(target, argument).jsonSize();
    }
}
