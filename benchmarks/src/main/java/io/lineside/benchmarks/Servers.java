package io.lineside.benchmarks;

import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Where the Java servers under load begin: the same commands as a person types. */
final class Servers {

    private Servers() {}

    /**
     * @param arguments the command, such as {@code parity-hub}, its port, and its options
     */
    public static void main(String[] arguments) {
        String[] command =
                Stream.concat(
                                Stream.of(arguments[0], "--port", arguments[1]),
                                Arrays.stream(arguments).skip(2))
                        .toArray(String[]::new);
        System.exit(new CommandLine(new BenchCommand()).execute(command));
    }
}
