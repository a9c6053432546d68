package io.lineside.benchmarks;

import picocli.CommandLine;

/** Where the Java servers under load begin: the same commands as a person types. */
final class Servers {

    private Servers() {}

    /**
     * @param arguments {@code parity-hub} or {@code raw-jetty}, and the port
     */
    public static void main(String[] arguments) {
        System.exit(
                new CommandLine(new BenchCommand()).execute(arguments[0], "--port", arguments[1]));
    }
}
