package io.lineside.relay.sizing;

import io.lineside.program.Commands;
import io.lineside.relay.config.ConfigException;
import io.lineside.relay.plantfile.PlantFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ./lineside sizing}. */
@Command(
        name = "sizing",
        mixinStandardHelpOptions = true,
        description = {
            "Estimates what a plant sends its operators: messages and 2 KB units per group and",
            "client, and the smallest tier of Azure SignalR Service that would carry it."
        })
public final class SizingCommand implements Callable<Integer> {

    private static final int MOST_OPERATORS = 1_000_000;

    private static final Duration EMBEDDED_TICK = Duration.ofMillis(100);
    private static final Duration AZURE_TICK = Duration.ofSeconds(1);

    @Parameters(paramLabel = "PLANT", description = "The plant model, plant.yaml.")
    private Path plant = Path.of("plant.yaml");

    @Option(
            names = "--operators",
            required = true,
            paramLabel = "N",
            description = "How many clients are connected.")
    private int operators;

    @Option(
            names = "--units-per-operator",
            paramLabel = "N",
            description = "How many units each watches; left out: all.")
    private @Nullable Integer unitsPerOperator;

    @Option(
            names = "--tick",
            paramLabel = "TIME",
            description = "For both; left out: 100ms for the relay's own hub, 1s for Azure.")
    private @Nullable Duration tick;

    @Option(
            names = "--event-rate",
            paramLabel = "RATE",
            defaultValue = "1/m",
            converter = RateConverter.class,
            description = "Of each signal that reports by exception (${DEFAULT-VALUE}).")
    private Rate eventRate = Rate.parse("1/m");

    @Option(
            names = "--alarm-rate",
            paramLabel = "RATE",
            defaultValue = "6/h",
            converter = RateConverter.class,
            description = "Alarms in each area that has any (${DEFAULT-VALUE}).")
    private Rate alarmRate = Rate.parse("6/h");

    @Option(names = "--json", description = "For a program to read.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    /** Reads {@link Rate}s. */
    static final class RateConverter implements ITypeConverter<Rate> {
        @Override
        public Rate convert(String text) {
            try {
                return Rate.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public Integer call() {
        check();
        PrintWriter out = Commands.out(spec);
        PrintWriter err = Commands.err(spec);
        try {
            Sizing sizing =
                    Sizing.of(
                            PlantFile.load(plant),
                            new Assumptions(operators, unitsPerOperator, eventRate, alarmRate),
                            tick == null ? EMBEDDED_TICK : tick,
                            tick == null ? AZURE_TICK : tick);
            String name = plant.getFileName().toString();
            if (json) {
                out.println(SizingJson.text(name, sizing));
            } else {
                SizingText.lines(name, sizing).forEach(out::println);
            }
            out.flush();
            return 0;
        } catch (ConfigException e) {
            err.println(e.getMessage());
            err.flush();
            return 2;
        }
    }

    private void check() {
        if (operators < 1 || operators > MOST_OPERATORS) {
            throw Commands.wrongUsage(
                    spec, "--operators: expected 1 to 1,000,000, found " + operators);
        }
        if (unitsPerOperator != null && unitsPerOperator < 1) {
            throw Commands.wrongUsage(
                    spec, "--units-per-operator: expected 1 or more, found " + unitsPerOperator);
        }
        if (tick != null
                && (tick.compareTo(Sizing.SHORTEST_TICK) < 0
                        || tick.compareTo(Sizing.LONGEST_TICK) > 0)) {
            throw Commands.wrongUsage(
                    spec,
                    "--tick: expected 10 ms to 10 s as in relay.yaml, found " + Lines.tick(tick));
        }
    }
}
