package io.lineside.benchmarks.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The parts of a process's command line that all benchmarks use. Any thread. */
public final class Launch {

    /** The core of what is measured; the load has the next one. */
    public static final int SERVER_CORE = 0;

    /**
     * The main class of the Java servers. By name, as that class starts the benchmarks' own
     * commands and so depends on every one of them.
     */
    public static final String SERVERS = "io.lineside.benchmarks.Servers";

    private Launch() {}

    /** The Java that this program runs on. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** What binds the command behind it to one core; nothing where that cannot be done. */
    public static List<String> onCore(int core) {
        return Files.isExecutable(Path.of("/usr/bin/taskset"))
                ? List.of("taskset", "-c", Integer.toString(core))
                : List.of();
    }
}
