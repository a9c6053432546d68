package io.lineside.emulator.device;

import io.lineside.emulator.certificates.Certificates;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Speaks MQTT byte by byte, so that it can say what no SDK says. */
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final SSLSocket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    /** A packet: type in the high four bits of the head. */
    record Packet(int head, byte[] rest) {

        int type() {
            return head >> 4;
        }

        int packetId() {
            return (rest[0] & 0xff) << 8 | rest[1] & 0xff;
        }

        /** The topic of a PUBLISH of QoS 0. */
        String topic() {
            return new String(rest, 2, packetId(), StandardCharsets.UTF_8);
        }

        String body() {
            int from = 2 + packetId();
            return new String(rest, from, rest.length - from, StandardCharsets.UTF_8);
        }
    }

    /** What of a CONNECT can differ. */
    record Connect(
            String protocol,
            int level,
            int flags,
            int keepAlive,
            String clientId,
            @Nullable String willTopic,
            @Nullable String willBody,
            String user,
            String password) {

        static Connect of(String clientId, String user, String password) {
            return new Connect("MQTT", 4, 0xc2, 60, clientId, null, null, user, password);
        }

        Connect will(String topic, String body, int qos) {
            return new Connect(
                    protocol,
                    level,
                    flags | 4 | qos << 3,
                    keepAlive,
                    clientId,
                    topic,
                    body,
                    user,
                    password);
        }

        Connect keepAlive(int seconds) {
            return new Connect(
                    protocol, level, flags, seconds, clientId, willTopic, willBody, user, password);
        }

        Connect level(String name, int number) {
            return new Connect(
                    name, number, flags, keepAlive, clientId, willTopic, willBody, user, password);
        }
    }

    RawClient(Certificates certificates, int port) throws IOException {
        socket =
                (SSLSocket)
                        certificates
                                .clientContext()
                                .getSocketFactory()
                                .createSocket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    /** Sends a CONNECT and returns the CONNACK's code. */
    int connect(Connect connect) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeUTF(connect.protocol());
        data.write(connect.level());
        data.write(connect.flags());
        data.writeShort(connect.keepAlive());
        data.writeUTF(connect.clientId());
        if (connect.willTopic() != null && connect.willBody() != null) {
            data.writeUTF(connect.willTopic());
            data.writeUTF(connect.willBody());
        }
        data.writeUTF(connect.user());
        data.writeUTF(connect.password());
        send(0x10, bytes.toByteArray());
        Packet answer = read();
        return answer == null || answer.type() != 2 ? -1 : answer.rest()[1];
    }

    void publish(String topic, int qos, int packetId, byte[] body) throws IOException {
        publish(topic, qos << 1, packetId, qos > 0, body);
    }

    void publishRetained(String topic, int packetId, byte[] body) throws IOException {
        publish(topic, 3, packetId, true, body);
    }

    private void publish(String topic, int flags, int packetId, boolean withId, byte[] body)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeUTF(topic);
        if (withId) {
            data.writeShort(packetId);
        }
        data.write(body);
        send(0x30 | flags, bytes.toByteArray());
    }

    /** Subscribes and returns what was granted. */
    int subscribe(String filter, int qos) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeShort(77);
        data.writeUTF(filter);
        data.write(qos);
        send(0x82, bytes.toByteArray());
        Packet answer = read();
        return answer == null || answer.type() != 9 ? -1 : answer.rest()[2] & 0xff;
    }

    void send(int head, byte[] rest) throws IOException {
        sendHead(head, rest.length);
        out.write(rest);
        out.flush();
    }

    /** Sends a head that announces a length, and nothing of it. */
    void sendHead(int head, int length) throws IOException {
        out.write(head);
        int left = length;
        do {
            out.write(left >= 128 ? left & 0x7f | 0x80 : left);
            left >>= 7;
        } while (left > 0);
        out.flush();
    }

    /** The next packet, null at the end of the connection. */
    @Nullable Packet read() throws IOException {
        try {
            int head = in.readUnsignedByte();
            int length = 0;
            int shift = 0;
            int digit;
            do {
                digit = in.readUnsignedByte();
                length |= (digit & 0x7f) << shift;
                shift += 7;
            } while (digit >= 128);
            byte[] rest = new byte[length];
            in.readFully(rest);
            return new Packet(head, rest);
        } catch (EOFException | SocketException e) {
            return null;
        }
    }

    /** Breaks off without a DISCONNECT. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
