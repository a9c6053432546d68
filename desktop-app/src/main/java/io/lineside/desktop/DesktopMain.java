package io.lineside.desktop;

import picocli.CommandLine;

/** {@code lineside-desktop}: the desktop as an installed program of its own. */
public final class DesktopMain {

    private DesktopMain() {}

    /** Runs the desktop; ends the JVM with the exit status. */
    public static void main(String[] arguments) {
        System.exit(
                new CommandLine(new DesktopCommand())
                        .setCommandName("lineside-desktop")
                        .execute(arguments));
    }
}
