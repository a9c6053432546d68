package io.lineside.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A network in which the relay's messages over WebSockets take longer. Calls over HTTP pass at
 * once, so the delay is that of the envelopes alone.
 */
final class DelayProxy implements AutoCloseable {

    private record Late(byte[] bytes, long due) {}

    private final ServerSocket server = new ServerSocket();
    private final InetSocketAddress relay;
    private volatile long delayNanos;

    DelayProxy(URI relay) throws IOException {
        this.relay = new InetSocketAddress(relay.getHost(), relay.getPort());
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** From now on each envelope of the relay takes so long. */
    void delay(Duration delay) {
        delayNanos = delay.toNanos();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // The test has closed the proxy.
            return;
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket upstream = new Socket(relay.getAddress(), relay.getPort())) {
            byte[] first = new byte[16_384];
            int read = client.getInputStream().read(first);
            if (read < 0) {
                return;
            }
            boolean webSocket =
                    new String(first, 0, read, StandardCharsets.ISO_8859_1)
                            .toLowerCase(java.util.Locale.ROOT)
                            .contains("upgrade: websocket");
            upstream.getOutputStream().write(first, 0, read);
            Thread back =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        if (webSocket) {
                                            late(upstream, client);
                                        } else {
                                            copy(upstream, client);
                                        }
                                    });
            copy(client, upstream);
            back.join();
        } catch (IOException | InterruptedException e) {
            // One side has closed its socket: the other side is closed too.
            return;
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Falls through to close both.
        }
        close(from);
        close(to);
    }

    private void late(Socket from, Socket to) {
        BlockingQueue<Late> waiting = new LinkedBlockingQueue<>();
        Thread writer = Thread.ofVirtual().start(() -> write(waiting, to));
        byte[] buffer = new byte[16_384];
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                waiting.add(new Late(Arrays.copyOf(buffer, read), System.nanoTime() + delayNanos));
            }
        } catch (IOException e) {
            // Falls through to close both.
        }
        writer.interrupt();
        close(from);
        close(to);
    }

    private static void write(BlockingQueue<Late> waiting, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            while (true) {
                Late next = waiting.take();
                long wait = next.due - System.nanoTime();
                if (wait > 0) {
                    java.util.concurrent.TimeUnit.NANOSECONDS.sleep(wait);
                }
                out.write(next.bytes);
            }
        } catch (IOException | InterruptedException e) {
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The socket is closed either way.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
