package io.lineside.benchmarks.soak;

import io.lineside.benchmarks.wire.Wire;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client's line to the hub over one of the transports. One thread reads until the line has ended;
 * another sends and ends it.
 */
sealed interface SoakLine {

    /** Takes whole messages as they came; may block, and then nothing more is read. */
    interface Receiver {
        void receive(byte[] payload) throws IOException, InterruptedException;
    }

    /** Reads until the other side, or this one, has ended the line. */
    void read(Receiver to) throws IOException, InterruptedException;

    void send(byte[] message) throws IOException, InterruptedException;

    /**
     * What this transport does at a goodbye beside sending the close message; the server then ends
     * the line.
     */
    void goodbye() throws IOException, InterruptedException;

    /** Ends the line; rudely means by a reset where there is one. */
    void end(boolean rudely);

    /** A WebSocket. */
    final class WebSocket implements SoakLine {

        private static final int BUFFER = 128 * 1024;

        private final Socket socket;
        private final int opcode;
        private boolean closing;

        WebSocket(int port, String token, int opcode) throws IOException {
            this.opcode = opcode;
            socket = Wire.connect(port);
            try {
                Wire.upgrade(socket, "/hub?id=" + token);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
            socket.setSoTimeout(0);
        }

        @Override
        public void read(Receiver to) throws IOException, InterruptedException {
            ByteBuffer in = ByteBuffer.allocate(BUFFER);
            InputStream from = socket.getInputStream();
            while (!closing) {
                int size = from.read(in.array(), in.position(), in.remaining());
                if (size < 0) {
                    return;
                }
                in.position(in.position() + size).flip();
                ByteArrayOutputStream received = new ByteArrayOutputStream();
                Wire.frames(in, (code, bytes, at, end) -> frame(code, bytes, at, end, received));
                in.compact();
                if (received.size() > 0) {
                    to.receive(received.toByteArray());
                }
            }
        }

        private void frame(int code, byte[] bytes, int at, int end, ByteArrayOutputStream received)
                throws IOException {
            if (code == Wire.CLOSE) {
                closing = true;
                // 1000, as any client answers.
                write(Wire.frame(Wire.CLOSE, new byte[] {3, (byte) 0xe8}));
            } else {
                received.write(bytes, at, end - at);
            }
        }

        @Override
        public void send(byte[] message) throws IOException {
            write(Wire.frame(opcode, message));
        }

        private synchronized void write(byte[] frame) throws IOException {
            socket.getOutputStream().write(frame);
        }

        @Override
        public void goodbye() {}

        @Override
        public void end(boolean rudely) {
            Sockets.end(socket, rudely);
        }
    }

    /** Server-sent events. */
    final class Events implements SoakLine {

        private final Socket socket;
        private final Posts posts;

        Events(int port, String token, Posts posts) throws IOException {
            this.posts = posts;
            socket = Wire.connect(port);
            String request =
                    "GET /hub?id=%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/event-stream\r\n\r\n";
            try {
                socket.getOutputStream().write(Wire.text(request.formatted(token, port)));
            } catch (IOException e) {
                socket.close();
                throw e;
            }
            socket.setSoTimeout(0);
        }

        @Override
        public void read(Receiver to) throws IOException, InterruptedException {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            if (!line(in).contains(" 200 ")) {
                throw new IOException("the events were refused");
            }
            while (!line(in).isEmpty()) {
                continue;
            }
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                String events = new String(in.readNBytes(size), StandardCharsets.UTF_8);
                in.skipNBytes(2);
                String data = events.replace("data: ", "").replace("\r\n", "");
                if (!data.equals(":")) {
                    to.receive(Wire.text(data));
                }
            }
        }

        /** 0 at the end. */
        private static int chunk(InputStream in) throws IOException {
            String size = line(in);
            return size.isEmpty() ? 0 : Integer.parseInt(size, 16);
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void send(byte[] message) throws IOException, InterruptedException {
            posts.post(message);
        }

        @Override
        public void goodbye() {}

        @Override
        public void end(boolean rudely) {
            Sockets.end(socket, rudely);
        }
    }

    /** Long polling; its line is no socket, so it ends by not asking any more. */
    final class Polls implements SoakLine {

        private static final Duration POLL = Duration.ofSeconds(100);

        private final Posts posts;
        private volatile @Nullable Thread reader;
        private volatile boolean over;

        Polls(Posts posts) {
            this.posts = posts;
        }

        @Override
        public void read(Receiver to) throws IOException, InterruptedException {
            reader = Thread.currentThread();
            while (!over) {
                HttpResponse<byte[]> answer = posts.send("GET", new byte[0], POLL);
                if (answer.statusCode() == 204) {
                    return;
                }
                if (answer.statusCode() != 200) {
                    throw new IOException("a poll was answered with " + answer.statusCode());
                }
                if (answer.body().length > 0) {
                    to.receive(answer.body());
                }
            }
        }

        @Override
        public void send(byte[] message) throws IOException, InterruptedException {
            posts.post(message);
        }

        @Override
        public void goodbye() throws IOException, InterruptedException {
            int status = posts.send("DELETE", new byte[0], POLL).statusCode();
            if (status != 202 && status != 404) {
                throw new IOException("DELETE was answered with " + status);
            }
        }

        @Override
        public void end(boolean rudely) {
            over = true;
            Thread reading = reader;
            if (reading != null) {
                reading.interrupt();
            }
        }
    }

    /** What goes by HTTP beside a line. */
    record Posts(HttpClient http, URI hub) {

        private static final Duration PATIENCE = Duration.ofSeconds(60);

        void post(byte[] message) throws IOException, InterruptedException {
            int status = send("POST", message, PATIENCE).statusCode();
            if (status != 200) {
                throw new IOException("a POST was answered with " + status);
            }
        }

        HttpResponse<byte[]> send(String method, byte[] body, Duration within)
                throws IOException, InterruptedException {
            return http.send(
                    HttpRequest.newBuilder(hub)
                            .timeout(within)
                            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    /** How sockets end. */
    final class Sockets {

        private Sockets() {}

        static void end(Socket socket, boolean rudely) {
            try {
                if (rudely) {
                    socket.setSoLinger(true, 0);
                }
                socket.close();
            } catch (IOException e) {
                // It is gone already.
            }
        }
    }
}
