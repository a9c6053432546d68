package io.lineside.conformance;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client that does only what a test asks, so it can misbehave: stop reading, say
 * nothing, break frames.
 */
final class RawClient implements AutoCloseable {

    static final String HANDSHAKE = "{\"protocol\":\"json\",\"version\":1}\u001e";

    static final int TEXT = 1;
    static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int NO_CODE = 1005;
    private static final String PING = "{\"type\":6}";
    private static final HexFormat HEX = HexFormat.of();

    /** The status of the answer to the upgrade: 101 when there is a WebSocket. */
    final int status;

    private static final String VERSION = "Sec-WebSocket-Version: 13\r\n";
    private static final String KEY = "Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n";

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final Deque<String> records = new ArrayDeque<>();
    private boolean hearsPings;
    private int closeCode;

    /**
     * @param headers whole header lines
     */
    RawClient(int port, String path, String... headers) throws IOException {
        this(
                port,
                path,
                VERSION + KEY,
                headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n");
    }

    private RawClient(int port, String path, String webSocket, String more) throws IOException {
        // Small, so that a client that stops reading is soon felt.
        socket.setReceiveBufferSize(16 * 1024);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
        String request =
                "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                .formatted(path, port)
                        + webSocket
                        + more
                        + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        in = new DataInputStream(socket.getInputStream());
        status = Integer.parseInt(line().split(" ")[1]);
        while (!line().isEmpty()) {
            continue;
        }
    }

    /** The status of the answer to an upgrade to a version of WebSocket that does not exist. */
    static int upgradeOfAnotherVersion(int port, String path) throws IOException {
        try (RawClient client = new RawClient(port, path, VERSION.replace("13", "8") + KEY, "")) {
            return client.status;
        }
    }

    /** The status of the answer to an upgrade without a key. */
    static int upgradeWithoutKey(int port, String path) throws IOException {
        try (RawClient client = new RawClient(port, path, VERSION, "")) {
            return client.status;
        }
    }

    /** Opens, shakes hands and reads the answer. */
    static RawClient json(int port, String path) throws IOException {
        RawClient client = new RawClient(port, path);
        client.send(HANDSHAKE);
        String answer = client.next();
        if (!"{}".equals(answer)) {
            throw new IOException("handshake answered with " + answer);
        }
        return client;
    }

    /** As {@link #json}, for MessagePack. */
    static RawClient pack(int port, String path) throws IOException {
        RawClient client = new RawClient(port, path);
        client.send("{\"protocol\":\"messagepack\",\"version\":1}\u001e");
        String answer = client.next(BINARY);
        if (!"{}".equals(answer)) {
            throw new IOException("handshake answered with " + answer);
        }
        return client;
    }

    /** From here on pings are given like other messages. */
    void hearPings() {
        hearsPings = true;
    }

    /** The code in the close frame; 1005 when there was none in it, 0 before it came. */
    int closeCode() {
        return closeCode;
    }

    /** Calls with one line; the id names the answer. */
    void call(String id, String target, String arguments) throws IOException {
        send(
                "{\"type\":1,\"invocationId\":\"%s\",\"target\":\"%s\",\"arguments\":[%s]}\u001e"
                        .formatted(id, target, arguments));
    }

    /**
     * Sends a MessagePack message behind its length.
     *
     * @param hex of less than 128 bytes
     */
    void pack(String hex) throws IOException {
        byte[] message = HEX.parseHex(hex);
        byte[] framed = new byte[message.length + 1];
        framed[0] = (byte) message.length;
        System.arraycopy(message, 0, framed, 1, message.length);
        frame(0x80 | BINARY, framed);
    }

    /** The next MessagePack message that is no ping, without its length, in hex. */
    String packed() throws IOException {
        while (true) {
            byte[] payload = read(BINARY);
            if (payload == null) {
                throw new IOException("the connection has ended");
            }
            if (payload[0] != payload.length - 1) {
                throw new IOException("one short message in a frame is expected");
            }
            String message = HEX.formatHex(payload, 1, payload.length);
            if (!message.equals("9106") || hearsPings) {
                return message;
            }
        }
    }

    void send(String text) throws IOException {
        frame(0x80 | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void frame(int first, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        // A mask of zeros leaves the bytes as they are.
        frame.putInt(0).put(payload);
        socket.getOutputStream().write(frame.array(), 0, frame.position());
    }

    /**
     * The next message, its end mark taken off; null at the end of the connection. Server pings are
     * passed over unless a test wants them.
     */
    @Nullable String next() throws IOException {
        return next(TEXT);
    }

    private @Nullable String next(int kind) throws IOException {
        while (records.isEmpty()) {
            byte[] payload = read(kind);
            if (payload == null) {
                return null;
            }
            String text = new String(payload, StandardCharsets.UTF_8);
            if (!text.endsWith("\u001e")) {
                throw new IOException("a frame does not end with a whole message: " + text);
            }
            Arrays.stream(text.split("\u001e"))
                    .filter(record -> hearsPings || !record.equals(PING))
                    .forEach(records::add);
        }
        return records.poll();
    }

    /** A message as text; an exception says what came instead. */
    String record() throws IOException {
        String next = next();
        if (next == null) {
            throw new IOException("the connection has ended");
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private byte @Nullable [] read(int kind) throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        if ((first & 15) == CLOSE) {
            closeCode = in.readUnsignedByte() < 2 ? NO_CODE : in.readUnsignedShort();
            // 1000, as any client answers.
            frame(0x80 | CLOSE, new byte[] {3, (byte) 0xe8});
            return null;
        }
        if ((first & 15) != kind || (first & 0x80) == 0) {
            throw new IOException("whole frames of kind " + kind + " are expected, got " + first);
        }
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        return in.readNBytes((int) length);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection has ended in the headers");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
