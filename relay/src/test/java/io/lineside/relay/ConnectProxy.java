package io.lineside.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A plant's HTTP proxy: passes CONNECTs on, for users that it knows. */
public final class ConnectProxy implements AutoCloseable {

    private final ServerSocket server;
    private final @Nullable String login;
    private final List<String> connects = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** {@code login} is {@code user:password}; null when the proxy asks for none. */
    public ConnectProxy(@Nullable String login) throws IOException {
        this.login = login;
        this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofPlatform().daemon().name("test-proxy").start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The targets of the CONNECTs, as they were requested. */
    public List<String> connects() {
        return connects;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            OutputStream out = client.getOutputStream();
            String head = head(client.getInputStream());
            while (!isKnown(head)) {
                if (head.isEmpty()) {
                    return;
                }
                out.write(ascii("HTTP/1.1 407 Proxy Authentication Required\r\n"));
                out.write(ascii("Proxy-Authenticate: Basic realm=\"plant\"\r\n"));
                out.write(ascii("Content-Length: 0\r\n\r\n"));
                head = head(client.getInputStream());
            }
            String target = head.split(" ")[1];
            int colon = target.lastIndexOf(':');
            try (Socket server =
                    new Socket(
                            target.substring(0, colon),
                            Integer.parseInt(target.substring(colon + 1)))) {
                open.add(server);
                connects.add(target);
                out.write(ascii("HTTP/1.1 200 Connection established\r\n\r\n"));
                Thread back = Thread.ofVirtual().start(() -> pump(server, client));
                pump(client, server);
                back.join();
            }
        } catch (IOException | InterruptedException e) {
            // The connection ended, which both ends notice.
        }
    }

    private boolean isKnown(String head) {
        if (!head.startsWith("CONNECT ")) {
            return false;
        }
        return login == null
                || head.contains(
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            try {
                from.close();
                to.close();
            } catch (IOException ignored) {
                // Both sockets are closed already.
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
