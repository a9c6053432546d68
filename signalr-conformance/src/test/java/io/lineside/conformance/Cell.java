package io.lineside.conformance;

import java.util.Arrays;
import java.util.List;

/** A column of the table: a client, over a transport, in a protocol. */
enum Cell {
    JAVA_SOCKETS(Client.JAVA, "webSockets", "json"),
    JAVA_POLLING(Client.JAVA, "longPolling", "json"),
    NODE_SOCKETS(Client.NODE, "webSockets", "json"),
    NODE_SOCKETS_PACK(Client.NODE, "webSockets", "messagepack"),
    NODE_EVENTS(Client.NODE, "serverSentEvents", "json"),
    NODE_EVENTS_PACK(Client.NODE, "serverSentEvents", "messagepack"),
    NODE_POLLING(Client.NODE, "longPolling", "json"),
    NODE_POLLING_PACK(Client.NODE, "longPolling", "messagepack"),
    CHROMIUM_SOCKETS(Client.CHROMIUM, "webSockets", "json"),
    CHROMIUM_SOCKETS_PACK(Client.CHROMIUM, "webSockets", "messagepack"),
    CHROMIUM_EVENTS(Client.CHROMIUM, "serverSentEvents", "json"),
    CHROMIUM_EVENTS_PACK(Client.CHROMIUM, "serverSentEvents", "messagepack"),
    CHROMIUM_POLLING(Client.CHROMIUM, "longPolling", "json"),
    CHROMIUM_POLLING_PACK(Client.CHROMIUM, "longPolling", "messagepack"),
    /** Sockets and HTTP of our own, which can do what no client does. */
    WIRE(Client.WIRE, "any", "any"),
    /** The recorded answers of the reference server. */
    PROBE(Client.PROBE, "any", "any");

    /** Who speaks to the server. */
    enum Client {
        JAVA("Java"),
        NODE("Node"),
        CHROMIUM("Chromium"),
        WIRE("sockets"),
        PROBE("WireProbe");

        private final String word;

        Client(String word) {
            this.word = word;
        }
    }

    final Client client;

    /** As the JavaScript client's options name it. */
    final String transport;

    /** As the handshake names it. */
    final String protocol;

    Cell(Client client, String transport, String protocol) {
        this.client = client;
        this.transport = transport;
        this.protocol = protocol;
    }

    static List<Cell> of(Client client) {
        return Arrays.stream(values()).filter(cell -> cell.client == client).toList();
    }

    /** The head of its column, in as few letters as can be. */
    String title() {
        if (client == Client.WIRE || client == Client.PROBE) {
            return client.word;
        }
        String way =
                switch (transport) {
                    case "webSockets" -> "ws";
                    case "serverSentEvents" -> "sse";
                    default -> "lp";
                };
        return client.word + " " + way + (protocol.equals("json") ? "" : " mp");
    }

    @Override
    public String toString() {
        return title();
    }
}
