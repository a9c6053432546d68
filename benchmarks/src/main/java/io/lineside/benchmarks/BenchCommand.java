package io.lineside.benchmarks;

import io.lineside.benchmarks.fanout.FanoutCommand;
import io.lineside.benchmarks.fanout.ParityHubCommand;
import io.lineside.benchmarks.fanout.RawJettyCommand;
import io.lineside.benchmarks.quiet.QuietCommand;
import io.lineside.benchmarks.quiet.QuietHubCommand;
import io.lineside.benchmarks.soak.SoakCommand;
import io.lineside.benchmarks.values.ValuesCommand;
import io.lineside.benchmarks.values.ValuesRelayCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./lineside bench}: everything that is measured. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures Lineside, side by side with what it is compared with.",
        subcommands = {
            ParityHubCommand.class,
            RawJettyCommand.class,
            FanoutCommand.class,
            ValuesCommand.class,
            ValuesRelayCommand.class,
            QuietCommand.class,
            QuietHubCommand.class,
            SoakCommand.class
        })
public final class BenchCommand implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "name a benchmark: " + String.join(", ", spec.subcommands().keySet()));
        }
    }
}
