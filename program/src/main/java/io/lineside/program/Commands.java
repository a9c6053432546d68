package io.lineside.program;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * What a picocli command needs of its specification. The specification is null where the command is
 * called without picocli: then the standard streams and an ordinary exception take its place.
 */
public final class Commands {

    private Commands() {}

    /** Where a command prints what it was asked for. */
    public static PrintWriter out(@Nullable CommandSpec spec) {
        return spec == null ? new PrintWriter(System.out, true) : spec.commandLine().getOut();
    }

    /** Where a command prints what went wrong. */
    public static PrintWriter err(@Nullable CommandSpec spec) {
        return spec == null ? new PrintWriter(System.err, true) : spec.commandLine().getErr();
    }

    /**
     * Wrong usage, to be thrown: picocli prints the message and the usage, and ends with status 2.
     *
     * @param message names the option, what it is and what was expected
     */
    public static RuntimeException wrongUsage(@Nullable CommandSpec spec, String message) {
        return spec == null
                ? new IllegalArgumentException(message)
                : new ParameterException(spec.commandLine(), message);
    }
}
