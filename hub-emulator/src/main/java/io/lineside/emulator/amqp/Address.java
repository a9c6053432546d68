package io.lineside.emulator.amqp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a link's address names. */
sealed interface Address {

    /** The nodes that answer requests. */
    enum Node implements Address {
        CBS,
        MANAGEMENT
    }

    /** A partition, to receive from. */
    record Reader(String hub, String consumerGroup, String partition) implements Address {}

    /**
     * The hub, to send to.
     *
     * @param partition null: the hub picks one
     */
    record Writer(String hub, @Nullable String partition) implements Address {}

    Pattern READER =
            Pattern.compile(
                    "([^/]+)/ConsumerGroups/([^/]+)/Partitions/([^/]+)", Pattern.CASE_INSENSITIVE);
    Pattern WRITER = Pattern.compile("([^/]+)(?:/Partitions/([^/]+))?", Pattern.CASE_INSENSITIVE);

    /**
     * Reads an address; an absolute one, {@code amqps://host/path}, by its path. Null when it names
     * nothing.
     */
    static @Nullable Address parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String path = text.replaceFirst("^(amqps?|sb)://[^/]+/", "").replaceFirst("^/", "");
        if (path.equals("$cbs")) {
            return Node.CBS;
        }
        if (path.equals("$management")) {
            return Node.MANAGEMENT;
        }
        Matcher reader = READER.matcher(path);
        if (reader.matches()) {
            return new Reader(reader.group(1), reader.group(2), reader.group(3));
        }
        Matcher writer = WRITER.matcher(path);
        return writer.matches() ? new Writer(writer.group(1), writer.group(2)) : null;
    }
}
