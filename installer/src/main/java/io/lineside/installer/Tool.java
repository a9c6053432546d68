package io.lineside.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs other programs to their end: the JDK's tools, dpkg-deb, rpmbuild, tar. */
final class Tool {

    private static final long PATIENCE_MINUTES = 15;
    private static final int LAST_CHARACTERS = 4_000;

    private Tool() {}

    /** A tool of the JDK that runs this build. */
    static String ofJdk(String name) {
        return Path.of(System.getProperty("java.home"), "bin", Os.current().program(name))
                .toString();
    }

    /** Whether the system has this program. */
    static boolean isThere(String name) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(directory, name))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Runs a command and answers what it printed.
     *
     * @throws IOException with the end of what it printed, when it failed or took too long
     */
    static String run(String... command) throws IOException, InterruptedException {
        return run(List.of(command), Map.of());
    }

    /** As {@link #run(String...)}, with more in its environment. */
    static String run(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("lineside-tool", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(new ArrayList<>(command))
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
                throw new IOException(
                        command.getFirst() + " took longer than " + PATIENCE_MINUTES + " minutes");
            }
            String said = Files.readString(output);
            if (process.exitValue() != 0) {
                throw new IOException(
                        String.join(" ", command)
                                + " ended with status "
                                + process.exitValue()
                                + ":\n"
                                + said.substring(Math.max(0, said.length() - LAST_CHARACTERS)));
            }
            return said;
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
