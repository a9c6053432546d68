package io.lineside.benchmarks.quiet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Passes TCP connections on to a port of this computer and counts their bytes, without what TCP and
 * IP add. Each direction of a connection has a virtual thread; the counts may be read on any
 * thread.
 */
final class CountingProxy implements AutoCloseable {

    private static final int BUFFER = 65_536;

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    /**
     * Listens on a free port of 127.0.0.1.
     *
     * @param target the port that connections are passed on to
     */
    CountingProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("bench-proxy").start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Bytes from those that connect to the target. */
    long sent() {
        return sent.sum();
    }

    /** Bytes from the target. */
    long received() {
        return received.sum();
    }

    /** How many connections are open now. */
    int connections() {
        return open.size() / 2;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException _) {
                // The listener is closed, or one connection could not be made: its client sees it.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        Thread.ofVirtual().name("bench-proxy-out").start(() -> pass(client, server, sent));
        Thread.ofVirtual().name("bench-proxy-in").start(() -> pass(server, client, received));
    }

    private void pass(Socket from, Socket to, LongAdder bytes) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.add(read);
                out.write(buffer, 0, read);
            }
        } catch (IOException _) {
            // One side has ended: both sockets are closed, so that the other side ends too.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
