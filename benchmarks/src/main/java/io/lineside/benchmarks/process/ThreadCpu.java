package io.lineside.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The CPU time of each thread of a process, user and system together, by thread name as Linux keeps
 * it: its first 15 characters. Source: proc_pid_stat(5).
 *
 * @param at {@link System#nanoTime}
 * @param seconds by name, threads of one name together
 */
public record ThreadCpu(long at, Map<String, Double> seconds) {

    /** USER_HZ, which is the same on every Linux that Java runs on. */
    private static final double TICKS = 100;

    private static final int USER = 11;
    private static final int SYSTEM = 12;

    /**
     * @throws IOException when there is no such process, or this is not Linux
     */
    public static ThreadCpu of(long pid) throws IOException {
        Map<String, Double> seconds = new TreeMap<>();
        try (DirectoryStream<Path> tasks =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks) {
                add(task, seconds);
            }
        }
        return new ThreadCpu(System.nanoTime(), seconds);
    }

    private static void add(Path task, Map<String, Double> seconds) {
        try {
            String stat = Files.readString(task.resolve("stat"));
            // The name may hold anything, so what follows is counted from its closing parenthesis.
            int end = stat.lastIndexOf(')');
            String name = stat.substring(stat.indexOf('(') + 1, end);
            String[] fields = stat.substring(end + 2).split(" ");
            double ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
            seconds.merge(name, ticks / TICKS, Double::sum);
        } catch (NoSuchFileException e) {
            // It has just ended.
        } catch (IOException e) {
            if (Files.exists(task)) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Cores used since then, by thread name. */
    public Map<String, Double> since(ThreadCpu then) {
        double elapsed = (at - then.at) / 1e9;
        Map<String, Double> cores = new TreeMap<>();
        seconds.forEach(
                (name, now) ->
                        cores.put(
                                name,
                                Math.max(0, now - then.seconds.getOrDefault(name, 0.0)) / elapsed));
        return cores;
    }
}
