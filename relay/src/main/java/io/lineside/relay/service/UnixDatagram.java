package io.lineside.relay.service;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * One datagram to a Unix-domain socket, by calls of the C library: the JDK knows only Unix-domain
 * streams. For Linux only: the constants are Linux's. Safe on any thread.
 */
// This class exists to call C; the programs are started with --enable-native-access.
@SuppressWarnings("restricted")
final class UnixDatagram {

    static final int UNIX_FAMILY = 1;
    static final int DATAGRAM = 2;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int NO_SIGNAL = 0x4000;
    // sockaddr_un: two bytes of family, 108 of path.
    private static final int PATH_OFFSET = 2;
    private static final int PATH_BYTES = 108;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SOCKET =
            function("socket", FunctionDescriptor.of(INT, INT, INT, INT));
    private static final MethodHandle SEND_TO =
            function("sendto", FunctionDescriptor.of(LONG, INT, POINTER, LONG, INT, POINTER, INT));
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(INT, INT));

    private UnixDatagram() {}

    /** Whether this system has the functions that are called here. */
    static boolean isSupported() {
        return System.getProperty("os.name", "").equals("Linux");
    }

    /**
     * Sends one datagram; waits while the receiver's queue is full.
     *
     * @param address a path, or an abstract name with {@code @} before it
     * @throws IOException when no process listens there; the message names the address and the
     *     errno
     */
    static void send(String address, byte[] message) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment to = socketAddress(arena, address);
            int socket = (int) SOCKET.invokeExact(state, UNIX_FAMILY, DATAGRAM | CLOSE_ON_EXEC, 0);
            if (socket < 0) {
                throw failed("no socket for ", address, state);
            }
            try {
                MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
                long sent =
                        (long)
                                SEND_TO.invokeExact(
                                        state,
                                        socket,
                                        bytes,
                                        (long) message.length,
                                        NO_SIGNAL,
                                        to,
                                        (int) to.byteSize());
                if (sent != message.length) {
                    throw failed("nothing can be sent to ", address, state);
                }
            } finally {
                int unused = (int) CLOSE.invokeExact(state, socket);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The C structure of an address, exactly as long as it has to be. */
    static MemorySegment socketAddress(Arena arena, String address) throws IOException {
        byte[] path = address.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = address.startsWith("@");
        // A path ends with a zero; an abstract name begins with one and ends with its length.
        int length = isAbstract ? path.length : path.length + 1;
        if (path.length < 2 || length > PATH_BYTES) {
            throw new IOException(address + ": expected a socket's path of at most 107 bytes");
        }
        if (isAbstract) {
            path[0] = 0;
        }
        MemorySegment made = arena.allocate((long) PATH_OFFSET + length);
        made.set(ValueLayout.JAVA_SHORT_UNALIGNED, 0, (short) UNIX_FAMILY);
        MemorySegment.copy(path, 0, made, ValueLayout.JAVA_BYTE, PATH_OFFSET, path.length);
        return made;
    }

    static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                descriptor,
                Linker.Option.captureCallState("errno"));
    }

    private static IOException failed(String what, String address, MemorySegment state) {
        return new IOException(what + address + " (errno " + (int) ERRNO.get(state, 0L) + ")");
    }
}
