package io.lineside.desktop;

import io.lineside.model.AlarmState;
import io.lineside.model.AlarmType;
import io.lineside.model.Quality;
import io.lineside.model.Value;
import io.lineside.wire.AlarmView;
import io.lineside.wire.Envelope;
import io.lineside.wire.PlantView;
import io.lineside.wire.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small plant for tests: a reactor, a van on the move, a computer the model does not name. */
public final class TestPlant {

    /** 2026-01-15T12:00:00Z. */
    public static final long NOON = 1_768_478_400_000L;

    public static final String REACTOR = "values:berlin/process/reactor";
    public static final String VANS = "values:fleet/vans/berlin";

    private TestPlant() {}

    public static PlantView view() {
        PlantView.Signal temperature =
                new PlantView.Signal(
                        "temperature",
                        "Temperature",
                        "°C",
                        1,
                        0.0,
                        120.0,
                        500L,
                        new PlantView.Limits(null, null, 80.0, 90.0));
        PlantView.Signal pressure =
                new PlantView.Signal(
                        "pressure", "Pressure", "bar", 2, 0.0, 6.0, 500L, PlantView.Limits.NONE);
        PlantView.Signal mode =
                new PlantView.Signal(
                        "mode", "Mode", "", 0, null, null, null, PlantView.Limits.NONE);
        PlantView.Device reactor =
                new PlantView.Device(
                        "reactor-1",
                        "Reactor 1",
                        52.52,
                        13.405,
                        List.of(temperature, pressure, mode));
        PlantView.Signal position =
                new PlantView.Signal(
                        "position", "Position", "", 0, null, null, 1_000L, PlantView.Limits.NONE);
        PlantView.Signal speed =
                new PlantView.Signal(
                        "speed", "Speed", "km/h", 0, 0.0, 140.0, 1_000L, PlantView.Limits.NONE);
        PlantView.Device van =
                new PlantView.Device("van-1", "Van 1", null, null, List.of(position, speed));
        return new PlantView(
                7,
                List.of(
                        site("berlin", "Berlin works", "process", "Process", "reactor", reactor),
                        site("fleet", "Fleet", "vans", "Vans", "berlin", van)));
    }

    private static PlantView.Site site(
            String id,
            String name,
            String area,
            String areaName,
            String unit,
            PlantView.Device device) {
        return new PlantView.Site(
                id,
                name,
                "UTC",
                List.of(
                        new PlantView.Area(
                                id + "/" + area,
                                areaName,
                                List.of(
                                        new PlantView.Unit(
                                                id + "/" + area + "/" + unit,
                                                unit,
                                                List.of(device))))));
    }

    public static Row row(String signal, @Nullable Value value, long time) {
        return new Row(signal, value, Quality.GOOD, time, null);
    }

    public static Row row(String signal, double number, long time) {
        return row(signal, new Value.Num(number), time);
    }

    /** Everything as it should be, a little before this time. */
    public static List<Row> reactorRows(long time) {
        return List.of(
                row("reactor-1/temperature", 62.5, time - 400),
                row("reactor-1/pressure", 2.71, time - 400),
                row("reactor-1/mode", new Value.Text("reacting"), time - 400));
    }

    public static List<Row> vanRows(long time) {
        return List.of(
                row("van-1/position", new Value.Geo(52.55, 13.3), time - 700),
                row("van-1/speed", 48, time - 700));
    }

    public static Envelope envelope(String group, long prev, long seq, List<Row> rows) {
        return new Envelope(group, "e1", prev, seq, NOON, 10, rows, null);
    }

    public static AlarmView alarm(int priority, AlarmState display) {
        return alarm("reactor-1/temperature/H", "o1", priority, display);
    }

    public static AlarmView alarm(String id, String occurrence, int priority, AlarmState display) {
        return new AlarmView(
                id,
                occurrence,
                4,
                "reactor-1/temperature",
                "berlin/process/reactor",
                AlarmType.HIGH,
                priority,
                "Reactor temperature high",
                display,
                false,
                81.2,
                80,
                NOON - 20_000,
                null,
                null,
                null,
                null,
                true);
    }
}
