package io.lineside.servicefake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded of the official emulator (emulator-exchanges.txt), in order. SignalR messages
 * have their end mark, as on the wire.
 */
public final class Recording {

    /** A file beside the checkout. */
    private static final Path FILE =
            Path.of("..", "..", "shared", "data", "azure-signalr", "emulator-exchanges.txt");

    /** One step of the recording. */
    public sealed interface Step {

        /** A headline. */
        record Section(String title) implements Step {}

        /**
         * A call of the data plane.
         *
         * @param url path and query, with names such as {@code <a>} for connection ids
         * @param token the token's fault; null for a good token
         * @param body null for none
         * @param answer the text after the status; empty when there is none
         */
        record Rest(
                String method,
                String url,
                @Nullable String token,
                @Nullable String body,
                int status,
                String answer)
                implements Step {}

        /**
         * A client made an HTTP request, or opened its WebSocket: method and path, and the status.
         */
        record ClientAsks(String client, String method, String url, int status) implements Step {}

        record ClientSends(String client, String text) implements Step {}

        /**
         * @param text null when nothing more was received
         */
        record ClientReceives(String client, @Nullable String text) implements Step {}

        /**
         * A call of the upstream.
         *
         * @param answer the body of the upstream's answer
         */
        record Upstream(
                String path, Map<String, String> headers, String body, int status, String answer)
                implements Step {}
    }

    private final List<Step> steps = new ArrayList<>();
    private final List<String> lines;
    private int next;

    private Recording(List<String> lines) {
        this.lines = lines;
    }

    /** Whether the recording is there. */
    public static boolean isThere() {
        return Files.isReadable(FILE);
    }

    /**
     * Reads all of it.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalStateException when a line is not understood
     */
    public static List<Step> read() throws IOException {
        Recording recording = new Recording(Files.readAllLines(FILE));
        while (recording.next < recording.lines.size()) {
            recording.step(recording.take());
        }
        return List.copyOf(recording.steps);
    }

    private String take() {
        return lines.get(next++);
    }

    private String answer() {
        String line = take();
        if (!line.startsWith("  -> ")) {
            throw new IllegalStateException("line " + next + ": expected '  -> ', was " + line);
        }
        return line.substring(5);
    }

    private void step(String line) {
        String[] words = line.split(" ", 4);
        switch (words[0]) {
            case "" -> {}
            case "#" -> steps.add(new Step.Section(line.substring(2)));
            case "REST" -> rest(line);
            case "CLIENT" -> client(words);
            case "UPSTREAM" -> upstream(words[2]);
            default -> throw new IllegalStateException("line " + next + ": " + line);
        }
    }

    private void rest(String line) {
        String[] parts = line.replaceFirst("   # .*$", "").split(" \\| ");
        String[] call = parts[0].split(" ");
        String token = null;
        String body = null;
        for (String part : List.of(parts).subList(1, parts.length)) {
            if (part.startsWith("token ")) {
                token = part.substring(6);
            } else {
                body = part.replaceFirst("^body ", "");
            }
        }
        String[] answer = answer().split(" \\| ", 2);
        steps.add(
                new Step.Rest(
                        call[1],
                        call[2],
                        token,
                        body,
                        Integer.parseInt(answer[0]),
                        answer.length > 1 ? answer[1] : ""));
    }

    private void client(String[] words) {
        String client = words[1];
        String text = words.length > 3 ? words[3] : "";
        switch (words[2]) {
            case "sends" -> steps.add(new Step.ClientSends(client, wire(text)));
            case "receives" ->
                    steps.add(
                            new Step.ClientReceives(
                                    client, text.equals("nothing more") ? null : wire(text)));
            default ->
                    steps.add(
                            new Step.ClientAsks(
                                    client,
                                    words[2],
                                    text,
                                    Integer.parseInt(answer().split(" ")[0])));
        }
    }

    private void upstream(String path) {
        Map<String, String> headers = new LinkedHashMap<>();
        String body = "";
        String line = take();
        for (; line.startsWith("    "); line = take()) {
            String told = line.strip();
            int colon = told.indexOf(": ");
            if (told.startsWith("body ")) {
                body = told.substring(5);
            } else if (!told.startsWith("signature = ")) {
                headers.put(told.substring(0, colon), told.substring(colon + 2));
            }
        }
        String[] answer = line.split(" ", 4);
        steps.add(
                new Step.Upstream(
                        path,
                        headers,
                        body,
                        Integer.parseInt(answer[2]),
                        answer.length > 3 ? wire(answer[3]) : ""));
    }

    private static String wire(String text) {
        return text.replace("<RS>", "\u001e");
    }
}
