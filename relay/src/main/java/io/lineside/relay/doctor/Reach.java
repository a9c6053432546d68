package io.lineside.relay.doctor;

import io.lineside.relay.config.RelayConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections as the relay's client does; an error names the step that failed, in plain
 * words.
 */
final class Reach {

    /** A connection that did not come about. */
    static final class UnreachableException extends IOException {
        private static final long serialVersionUID = 1L;
        private final String remedy;

        UnreachableException(String message, String remedy) {
            super(message);
            this.remedy = remedy;
        }

        String remedy() {
            return remedy;
        }
    }

    private static final int MAX_HEAD = 16 << 10;

    private final RelayConfig.@Nullable Proxy proxy;
    private final SSLContext tls;
    private final int patience;

    /**
     * @param proxy null for none
     * @param patience for each step of a connection
     */
    Reach(RelayConfig.@Nullable Proxy proxy, SSLContext tls, Duration patience) {
        this.proxy = proxy;
        this.tls = tls;
        this.patience = (int) patience.toMillis();
    }

    /** Connects without TLS and proxy, and closes. */
    void plain(String host, int port) throws UnreachableException {
        try (Socket socket = open(host, port)) {
            socket.shutdownOutput();
        } catch (UnreachableException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreachableException(
                    host + ":" + port + " closes: " + e.getMessage(), "Try again.");
        }
    }

    /** Connects with TLS but never through the proxy, and closes. */
    void direct(String host, int port) throws UnreachableException {
        try (Socket socket = open(host, port);
                SSLSocket secure = secured(socket, host, port)) {
            secure.getSession();
        } catch (IOException e) {
            throw told(e, host, port);
        }
    }

    /**
     * Asks the server at the HTTPS port for its time, through the proxy when there is one.
     *
     * @return empty when the answer has no time
     */
    Optional<Instant> time(String host, int port) throws UnreachableException {
        try (Socket socket = proxied(host, port);
                SSLSocket secure = secured(socket, host, port)) {
            secure.getOutputStream()
                    .write(
                            ("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    secure.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = lines.readLine();
                    line != null && !line.isEmpty();
                    line = lines.readLine()) {
                if (line.regionMatches(true, 0, "Date:", 0, 5)) {
                    return date(line.substring(5).strip());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw told(e, host, port);
        }
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private Socket proxied(String host, int port) throws IOException {
        if (proxy == null) {
            return open(host, port);
        }
        Socket socket = open(proxy.host(), proxy.port());
        try {
            String login =
                    proxy.user() == null
                            ? ""
                            : "Proxy-Authorization: Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(
                                                    (proxy.user() + ":" + proxy.password())
                                                            .getBytes(StandardCharsets.UTF_8))
                                    + "\r\n";
            String target = host + ":" + port;
            socket.getOutputStream()
                    .write(
                            ("CONNECT "
                                            + target
                                            + " HTTP/1.1\r\nHost: "
                                            + target
                                            + "\r\n"
                                            + login
                                            + "\r\n")
                                    .getBytes(StandardCharsets.UTF_8));
            String status = head(socket.getInputStream()).lines().findFirst().orElse("");
            if (!status.matches("HTTP/1\\.[01] 2\\d\\d.*")) {
                throw refusedByProxy(status, target);
            }
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private UnreachableException refusedByProxy(String status, String target) {
        if (status.contains(" 407")) {
            return new UnreachableException(
                    "the proxy " + proxy + " asks for other credentials (407)",
                    "Check source.proxy.user and source.proxy-password.");
        }
        return new UnreachableException(
                "the proxy " + proxy + " does not connect to " + target + ": " + status,
                "Ask the proxy's administrator to let this computer CONNECT to " + target + ".");
    }

    /** Reads one byte at a time, so that nothing after the head is consumed. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < MAX_HEAD && head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private SSLSocket secured(Socket socket, String host, int port) throws IOException {
        SSLSocket secure =
                (SSLSocket) tls.getSocketFactory().createSocket(socket, host, port, true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    private Socket open(String host, int port) throws UnreachableException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), patience);
            socket.setSoTimeout(patience);
            return socket;
        } catch (IOException e) {
            try {
                socket.close();
            } catch (IOException _) {
                // The socket was never open.
            }
            throw told(e, host, port);
        }
    }

    private static UnreachableException told(IOException e, String host, int port) {
        String where = host + ":" + port;
        return switch (e) {
            case UnreachableException known -> known;
            case UnknownHostException _ ->
                    new UnreachableException(
                            "there is no address for " + host,
                            "Check the name in the configuration and this computer's name server.");
            case SocketTimeoutException _ ->
                    new UnreachableException(
                            where + " does not answer",
                            "Ask for the firewall to let this computer out to " + where + ".");
            case ConnectException _ ->
                    new UnreachableException(
                            where + " refuses connections: " + e.getMessage(),
                            "Check address and port; a firewall may refuse in the host's name.");
            case SSLException _ when !isCertificate(e) ->
                    new UnreachableException(
                            "TLS with " + where + " does not come about: " + e.getMessage(),
                            "Check that the port is right; a firewall may cut TLS off: ask for"
                                    + " it to let this computer out to "
                                    + where
                                    + ".");
            case SSLException _ ->
                    new UnreachableException(
                            "the certificate of " + where + " is not accepted: " + e.getMessage(),
                            "Where a firewall inspects TLS, or for an emulator: put its authority's"
                                    + " certificate into the file that trusted-certificates names.");
            default ->
                    new UnreachableException(
                            where + " cannot be reached: " + e.getMessage(),
                            "Check the network between this computer and " + where + ".");
        };
    }

    private static boolean isCertificate(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof CertificateException || at instanceof CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }
}
