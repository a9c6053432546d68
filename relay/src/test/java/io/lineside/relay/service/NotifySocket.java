package io.lineside.relay.service;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The service manager's end: a real datagram socket, and the messages that arrived there. */
@SuppressWarnings("restricted")
public final class NotifySocket implements AutoCloseable {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final MethodHandle SOCKET =
            UnixDatagram.function("socket", FunctionDescriptor.of(INT, INT, INT, INT));
    private static final MethodHandle BIND =
            UnixDatagram.function(
                    "bind", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT));
    private static final MethodHandle RECEIVE =
            UnixDatagram.function(
                    "recv",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            INT));
    private static final MethodHandle CLOSE =
            UnixDatagram.function("close", FunctionDescriptor.of(INT, INT));
    private static final MemoryLayout STATE = java.lang.foreign.Linker.Option.captureStateLayout();

    private final String address;
    private final int socket;
    private final Thread reader;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    /** {@code address} as in NOTIFY_SOCKET. */
    public NotifySocket(String address) throws IOException {
        this.address = address;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment at = UnixDatagram.socketAddress(arena, address);
            socket =
                    (int)
                            SOCKET.invokeExact(
                                    state, UnixDatagram.UNIX_FAMILY, UnixDatagram.DATAGRAM, 0);
            int bound = (int) BIND.invokeExact(state, socket, at, (int) at.byteSize());
            if (bound != 0) {
                throw new IOException("cannot bind " + address);
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        reader = Thread.ofPlatform().daemon().name("notify-socket").start(this::read);
    }

    private void read() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment buffer = arena.allocate(4_096);
            while (true) {
                long length = (long) RECEIVE.invokeExact(state, socket, buffer, 4_096L, 0);
                String message =
                        new String(
                                buffer.asSlice(0, Math.max(length, 0))
                                        .toArray(ValueLayout.JAVA_BYTE),
                                StandardCharsets.UTF_8);
                if (length < 0 || message.equals("end")) {
                    return;
                }
                messages.add(message);
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The messages that arrived, oldest first. */
    public List<String> messages() {
        return messages;
    }

    @Override
    public void close() throws IOException {
        UnixDatagram.send(address, "end".getBytes(StandardCharsets.UTF_8));
        try (Arena arena = Arena.ofConfined()) {
            reader.join();
            int unused = (int) CLOSE.invokeExact(arena.allocate(STATE), socket);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
