package io.lineside.devices.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A hub in memory, for one device: keeps what arrives, acknowledges when a test asks. */
final class FakeHub implements Uplink.Factory {

    private record Held(Consumer<@Nullable Throwable> acknowledged) {}

    private final List<String> arrived = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private boolean acknowledges = true;
    private boolean refuses;
    private int opened;
    private int closed;
    private @Nullable Consumer<Throwable> lost;

    @Override
    public Uplink create() {
        return new FakeUplink();
    }

    synchronized List<String> arrived() {
        return List.copyOf(arrived);
    }

    synchronized List<String> ids() {
        return List.copyOf(ids);
    }

    synchronized int opened() {
        return opened;
    }

    synchronized int closed() {
        return closed;
    }

    synchronized void acknowledgeAtOnce(boolean atOnce) {
        acknowledges = atOnce;
    }

    synchronized void refuse(boolean refuse) {
        refuses = refuse;
    }

    /** Acknowledges all that is held back. */
    void acknowledge() {
        List<Held> now;
        synchronized (this) {
            now = List.copyOf(held);
            held.clear();
        }
        now.forEach(message -> message.acknowledged().accept(null));
    }

    /** Cuts the connection: what is held back is never acknowledged. */
    void cut() {
        synchronized (this) {
            held.clear();
        }
        cutWithLateAcknowledgements();
    }

    /** Cuts the connection: what is held back can still be acknowledged. */
    void cutWithLateAcknowledgements() {
        Consumer<Throwable> whenLost;
        synchronized (this) {
            whenLost = lost;
            lost = null;
        }
        if (whenLost != null) {
            whenLost.accept(new IOException("cut"));
        }
    }

    private final class FakeUplink implements Uplink {
        @Override
        public void open(Consumer<Throwable> whenLost) throws IOException {
            synchronized (FakeHub.this) {
                if (refuses) {
                    throw new IOException("refused");
                }
                opened++;
                lost = whenLost;
            }
        }

        @Override
        public void send(
                String messageId, byte[] body, Consumer<@Nullable Throwable> acknowledged) {
            boolean now;
            synchronized (FakeHub.this) {
                arrived.add(new String(body, StandardCharsets.UTF_8));
                ids.add(messageId);
                now = acknowledges;
                if (!now) {
                    held.add(new Held(acknowledged));
                }
            }
            if (now) {
                acknowledged.accept(null);
            }
        }

        @Override
        public void close() {
            synchronized (FakeHub.this) {
                closed++;
            }
        }
    }
}
