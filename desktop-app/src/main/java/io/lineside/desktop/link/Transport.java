package io.lineside.desktop.link;

import io.lineside.wire.AlarmTransition;
import io.lineside.wire.Cursor;
import io.lineside.wire.Delivery;
import io.lineside.wire.Envelope;
import io.lineside.wire.Heads;
import io.lineside.wire.PlantView;
import io.lineside.wire.Subscription;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the link reaches the relay. Calls return at once; answers and messages arrive at the {@link
 * Listener} on any thread, and the listener hands them to the link thread without waiting.
 */
interface Transport extends AutoCloseable {

    /** Opens a connection, after ending the one before it. */
    void connect();

    /**
     * Asks for everything missed since the cursors; empty paths mean every site the relay knows.
     */
    void subscribe(List<String> paths, Map<String, Cursor> have);

    /** Asks for the plant. */
    void fetchPlant();

    /** Asks how the service between the relay and its clients does. */
    void askDelivery();

    /** Ends the connection; {@link Listener#closed} may follow. */
    void disconnect();

    @Override
    void close();

    /** What arrives from the relay. */
    interface Listener {

        void connected();

        void closed(String reason);

        void envelope(Envelope envelope);

        void heads(Heads heads);

        void alarm(AlarmTransition transition);

        void plant(PlantView plant);

        /**
         * A subscription was answered.
         *
         * @param askedAt monotonic nanoseconds when it was asked
         * @param answeredAt monotonic nanoseconds when the answer came
         */
        void answered(Subscription.Answer answer, long askedAt, long answeredAt);

        /** The relay refused a request, or did not answer it. */
        void refused(String reason);

        /** The relay is there, but the service cannot be asked for the connection now. */
        void postponed(String reason);

        /** How the service does; null when the relay does not answer. */
        void delivery(@Nullable Delivery delivery);
    }
}
