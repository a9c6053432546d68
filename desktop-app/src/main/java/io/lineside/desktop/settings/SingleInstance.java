package io.lineside.desktop.settings;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a user's second start for the same relay show the window of the first. A file lock decides
 * which desktop is the first, and the system releases it however that desktop ends; a Unix-domain
 * socket beside the lock carries the request. Safe on any thread.
 */
public final class SingleInstance implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SingleInstance.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final byte ANSWER = 'k';

    private final FileChannel lock;
    private final ServerSocketChannel door;
    private final Path socket;
    private volatile Runnable onSecond = () -> {};

    private SingleInstance(FileChannel lock, ServerSocketChannel door, Path socket) {
        this.lock = lock;
        this.door = door;
        this.socket = socket;
    }

    /**
     * Tries to be the first.
     *
     * @param directory this user's own; made when absent
     * @param relay what the desktop shows; another relay is another desktop
     * @return empty: another desktop runs, and shows its window
     * @throws IOException when the directory cannot be used, or the other one does not answer
     */
    public static Optional<SingleInstance> claim(Path directory, URI relay) throws IOException {
        makeOwn(directory);
        String name = "desktop-" + digest(relay.toString());
        Path socket = directory.resolve(name + ".sock");
        FileChannel lock = lock(directory.resolve(name + ".lock"));
        if (lock == null) {
            askToShow(socket);
            return Optional.empty();
        }
        try {
            // A desktop that was killed leaves its socket's name behind.
            Files.deleteIfExists(socket);
            ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            door.bind(UnixDomainSocketAddress.of(socket));
            SingleInstance made = new SingleInstance(lock, door, socket);
            Thread.ofPlatform().daemon().name("desktop-instance").start(made::listen);
            return Optional.of(made);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What to do when another desktop is started; runs on the listening thread. */
    public void onSecond(Runnable action) {
        onSecond = action;
    }

    private void listen() {
        while (door.isOpen()) {
            try (SocketChannel second = door.accept()) {
                onSecond.run();
                int unused = second.write(ByteBuffer.wrap(new byte[] {ANSWER}));
            } catch (IOException | RuntimeException e) {
                if (door.isOpen()) {
                    LOG.warn("A second start could not be answered: {}", e.toString());
                }
            }
        }
    }

    private static void askToShow(Path socket) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (SocketChannel first = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                if (hasAnswered(first)) {
                    return;
                }
                throw new IOException("it does not answer");
            } catch (IOException e) {
                // The other desktop may be so young that its socket is not there yet.
                if (System.nanoTime() - end >= 0) {
                    throw new IOException(
                            "another desktop runs already and cannot be reached: " + e.getMessage(),
                            e);
                }
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private static boolean hasAnswered(SocketChannel first) throws IOException {
        try (Selector selector = Selector.open()) {
            first.configureBlocking(false);
            first.register(selector, SelectionKey.OP_READ);
            ByteBuffer answer = ByteBuffer.allocate(1);
            return selector.select(PATIENCE.toMillis()) > 0
                    && first.read(answer) == 1
                    && answer.get(0) == ANSWER;
        }
    }

    private static @Nullable FileChannel lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // Another desktop in this process holds it.
        }
        channel.close();
        return null;
    }

    private static void makeOwn(Path directory) throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!posix) {
            Files.createDirectories(directory);
            return;
        }
        var own =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(directory, own);
        }
        // In a temporary directory that all share, somebody else may have been there before.
        String owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).getName();
        if (!owner.equals(System.getProperty("user.name"))) {
            throw new IOException(directory + " belongs to " + owner);
        }
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        Files.deleteIfExists(socket);
        lock.close();
    }
}
