package io.lineside.relay.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** A port that the relay is to listen on. */
record ListenPort(String host, int port) {

    /** Why the port cannot be taken now; null when it is free. */
    @Nullable IOException taken() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    /** The command that shows which process holds the port. */
    String holder() {
        return "ss -ltnp 'sport = :" + port + "'";
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
