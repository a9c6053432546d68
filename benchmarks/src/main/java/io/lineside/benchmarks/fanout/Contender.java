package io.lineside.benchmarks.fanout;

import io.lineside.benchmarks.process.Launch;
import io.lineside.program.FreePort;
import io.lineside.program.ShutdownHook;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server process under load, bound to one core where that can be done. */
final class Contender implements AutoCloseable {

    /** What is compared. */
    enum Kind {
        LINESIDE("Lineside"),
        REFERENCE("ASP.NET Core"),
        RAW_JETTY("raw Jetty");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private static final int TRIES = 300;

    private final Process process;
    private final ShutdownHook hook;
    final int port;

    private Contender(Process process, int port) {
        this.process = process;
        this.port = port;
        // A measurement that is broken off leaves no server behind.
        this.hook = ShutdownHook.add("contender-stop", process::destroy);
    }

    /**
     * Starts a server and waits until it listens.
     *
     * @param peers the directory with the reference server
     * @param log where its output goes
     * @param jvm options of the servers that are Java
     */
    static Contender start(Kind kind, Path peers, Path log, List<String> jvm)
            throws IOException, InterruptedException {
        int port = FreePort.onLoopback();
        List<String> command = new ArrayList<>(Launch.onCore(Launch.SERVER_CORE));
        switch (kind) {
            case LINESIDE -> command.addAll(java(jvm, "parity-hub", port));
            case RAW_JETTY -> command.addAll(java(jvm, "raw-jetty", port));
            case REFERENCE ->
                    command.addAll(
                            List.of(
                                    peers.resolve("aspnetcore").resolve("run").toString(),
                                    Integer.toString(port)));
        }
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        Contender contender = new Contender(process, port);
        for (int i = 0; i < TRIES && process.isAlive(); i++) {
            if (listens(port)) {
                return contender;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        contender.close();
        throw new IOException(kind.words + " did not come up, see " + log);
    }

    /** Of the server itself: whatever started it has become it. */
    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        hook.close();
    }

    /** Runs a program to its end on the other core, and returns what it said. */
    static String run(List<String> command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(Launch.onCore(Launch.SERVER_CORE + 1));
        whole.addAll(command);
        Process load = new ProcessBuilder(whole).redirectErrorStream(true).start();
        try (BufferedReader lines = load.inputReader(StandardCharsets.UTF_8)) {
            String said = String.join("\n", lines.lines().toList());
            load.waitFor();
            return said;
        } finally {
            load.destroyForcibly();
        }
    }

    private static List<String> java(List<String> jvm, String server, int port) {
        List<String> command = new ArrayList<>(List.of(Launch.java()));
        command.addAll(jvm);
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launch.SERVERS,
                        server,
                        Integer.toString(port)));
        return command;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
