package io.lineside.relay;

import picocli.CommandLine;

/** {@code lineside-relay}: the relay as an installed program of its own. */
public final class RelayMain {

    private RelayMain() {}

    /** Runs the relay, or its sub-command; ends the JVM with the exit status. */
    public static void main(String[] arguments) {
        System.exit(
                new CommandLine(new RelayCommand())
                        .setCommandName("lineside-relay")
                        .execute(arguments));
    }
}
