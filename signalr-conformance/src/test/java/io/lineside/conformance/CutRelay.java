package io.lineside.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A port of its own in front of a server, whose connections can all be cut as a network does. Safe
 * on any thread.
 */
final class CutRelay implements AutoCloseable {

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    CutRelay(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("cut-relay").start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** A client that connects afterwards is let through. */
    void cut() {
        for (Socket socket : sockets) {
            end(socket);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket();
                sockets.add(client);
                sockets.add(server);
                server.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 10_000);
                Thread.ofVirtual().name("cut-relay-up").start(() -> pump(client, server));
                Thread.ofVirtual().name("cut-relay-down").start(() -> pump(server, client));
            } catch (IOException e) {
                // The listener is closed, or the server is away: its clients see no connection.
                cut();
            }
        }
    }

    private void pump(Socket from, Socket to) {
        try (InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Either side has gone: so does the other.
        } finally {
            end(from);
            end(to);
        }
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket does not close", e);
        }
    }
}
