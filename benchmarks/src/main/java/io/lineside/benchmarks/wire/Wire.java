package io.lineside.benchmarks.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The little of HTTP/1.1 and RFC 6455 that load clients need: they cost less than what they load.
 */
public final class Wire {

    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;

    /** What ends a JSON message. */
    public static final byte RECORD = 0x1e;

    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final int TIMEOUT = 30_000;

    private Wire() {}

    public static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT);
        socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT);
        return socket;
    }

    /**
     * Asks for a WebSocket and reads the answer's head, byte by byte: what follows it is not
     * touched.
     *
     * @param headers whole header lines
     */
    public static void upgrade(Socket socket, String path, String... headers) throws IOException {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        String request =
                "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                .formatted(path, socket.getPort())
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n"
                        + more
                        + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String status = line(socket);
        if (!status.contains(" 101 ")) {
            throw new IOException("the upgrade was answered with " + status);
        }
        while (!line(socket).isEmpty()) {
            continue;
        }
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c != '\n';
                c = socket.getInputStream().read()) {
            if (c < 0) {
                throw new IOException("the connection has ended in the headers");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** One whole frame; its mask of zeros leaves the bytes as they are. */
    public static byte[] frame(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) (0x80 | opcode));
        if (payload.length < SHORT) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | SHORT)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload);
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Takes what a frame holds. */
    public interface Frames {
        void frame(int opcode, byte[] bytes, int from, int to) throws IOException;
    }

    /**
     * Reads the whole frames that a buffer holds, as servers send them: unmasked, not in pieces.
     *
     * @param in ready to be read from; its position is left behind the last whole frame
     */
    public static void frames(ByteBuffer in, Frames taker) throws IOException {
        byte[] bytes = in.array();
        while (in.remaining() >= 2) {
            int at = in.position();
            long length = bytes[at + 1] & 0x7f;
            int head = length < SHORT ? 2 : length == SHORT ? 4 : 10;
            if (in.remaining() < head) {
                return;
            }
            if (length == SHORT) {
                length = in.getShort(at + 2) & 0xffff;
            } else if (length == LONG) {
                length = in.getLong(at + 2);
            }
            if (length > in.capacity() - head) {
                throw new IOException(
                        String.format(Locale.ROOT, "a frame of %,d bytes is too large", length));
            }
            if (in.remaining() < head + length) {
                return;
            }
            if ((bytes[at] & 0x80) == 0) {
                throw new IOException("a frame in pieces");
            }
            int from = at + head;
            int to = from + (int) length;
            in.position(to);
            taker.frame(bytes[at] & 0x0f, bytes, from, to);
        }
    }
}
