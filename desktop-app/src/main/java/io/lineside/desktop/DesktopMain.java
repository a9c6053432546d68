package io.lineside.desktop;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** {@code lineside-desktop}: the desktop as an installed program of its own. */
public final class DesktopMain {

    private DesktopMain() {}

    /** Runs the desktop; ends the JVM with the exit status: 0 well, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        // Reading its configuration takes a tenth of a second, in which the command line is read.
        Thread.ofPlatform()
                .daemon()
                .name("log-start")
                .start(() -> LoggerFactory.getLogger(DesktopMain.class));
        System.exit(
                new CommandLine(new DesktopCommand())
                        .setCommandName("lineside-desktop")
                        .execute(arguments));
    }
}
