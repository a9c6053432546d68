package io.lineside.launcher;

import io.lineside.benchmarks.BenchCommand;
import io.lineside.desktop.DesktopCommand;
import io.lineside.devices.DevicesCommand;
import io.lineside.devices.ReplayCommand;
import io.lineside.emulator.EmulatorCommand;
import io.lineside.model.ProgramVersion;
import io.lineside.relay.RelayCommand;
import io.lineside.relay.doctor.DoctorCommand;
import io.lineside.relay.sizing.SizingCommand;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./lineside}: every program of Lineside behind one command. */
@Command(
        name = "lineside",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Live plant telemetry in front of plant operators.",
        subcommands = {
            DemoCommand.class,
            RelayCommand.class,
            DoctorCommand.class,
            DesktopCommand.class,
            EmulatorCommand.class,
            DevicesCommand.class,
            ReplayCommand.class,
            SizingCommand.class,
            BenchCommand.class,
            HelpCommand.class
        })
public final class Main implements Runnable {

    /** Names the program and its version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Lineside " + ProgramVersion.text()};
        }
    }

    @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

    /** Runs the command and ends the JVM with its exit status: 0 well, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs the command on this thread. */
    static int run(String... arguments) {
        return new CommandLine(new Main())
                .registerConverter(Duration.class, new DurationConverter())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(), "name a command: demo, relay, desktop, …");
        }
    }
}
