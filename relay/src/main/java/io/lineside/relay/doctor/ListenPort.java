package io.lineside.relay.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** A port that the relay is to listen on. */
record ListenPort(String host, int port) {

    /** Why it cannot be taken now; null: it is free. */
    @Nullable IOException taken() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    /** The command that shows who holds it. */
    String holder() {
        return "ss -ltnp 'sport = :" + port + "'";
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
