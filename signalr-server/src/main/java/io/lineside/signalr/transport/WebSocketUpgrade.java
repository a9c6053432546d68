package io.lineside.signalr.transport;

import io.lineside.signalr.connection.ServerConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/** The upgrade from HTTP/1.1 to a WebSocket (RFC 6455, 4.2), without extensions or subprotocols. */
final class WebSocketUpgrade {

    private static final String VERSION = "13";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private WebSocketUpgrade() {}

    /** Whether a request asks for an upgrade. */
    static boolean isAsked(Request request) {
        HttpFields headers = request.getHeaders();
        return request.getMethod().equals("GET")
                && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
                && has(headers, HttpHeader.UPGRADE, "websocket")
                && has(headers, HttpHeader.CONNECTION, "upgrade");
    }

    /**
     * The key of a request that can be granted; null for one that cannot, which is answered here.
     */
    static @Nullable String key(HttpExchange exchange) {
        HttpFields headers = exchange.request().getHeaders();
        if (!VERSION.equals(headers.get(HttpHeader.SEC_WEBSOCKET_VERSION))) {
            exchange.response().getHeaders().put(HttpHeader.SEC_WEBSOCKET_VERSION, VERSION);
            exchange.answer(426, "WebSocket version 13 is spoken here");
            return null;
        }
        String key = headers.get(HttpHeader.SEC_WEBSOCKET_KEY);
        if (key == null || !isKey(key)) {
            exchange.answer(400, "Sec-WebSocket-Key: 16 bytes in Base64 are expected");
            return null;
        }
        return key;
    }

    /** Answers; when the answer has left, Jetty gives the socket to the connection. */
    static void upgrade(HttpExchange exchange, String key, ServerConnection connection) {
        ConnectionMetaData meta = exchange.request().getConnectionMetaData();
        Connector connector = meta.getConnector();
        EndPoint endPoint = meta.getConnection().getEndPoint();
        WebSocketTransport transport = new WebSocketTransport(endPoint, connector, connection);
        connector.getEventListeners().forEach(transport::addEventListener);
        exchange.request().setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, transport);
        exchange.response().setStatus(101);
        exchange.response().getHeaders().put(HttpHeader.UPGRADE, "websocket");
        exchange.response().getHeaders().put(HttpHeader.CONNECTION, "Upgrade");
        exchange.response().getHeaders().put(HttpHeader.SEC_WEBSOCKET_ACCEPT, accept(key));
        exchange.response().write(true, BufferUtil.EMPTY_BUFFER, exchange.callback());
    }

    private static boolean has(HttpFields headers, HttpHeader name, String value) {
        HttpField field = headers.getField(name);
        return field != null && field.contains(value);
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String accept(String key) {
        try {
            // RFC 6455 asks for SHA-1; no secret depends on it.
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] digest = sha1.digest((key.strip() + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
