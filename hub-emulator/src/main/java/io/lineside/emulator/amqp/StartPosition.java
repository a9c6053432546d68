package io.lineside.emulator.amqp;

import io.lineside.emulator.log.Partition;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.qpid.protonj2.types.DescribedType;
import org.apache.qpid.protonj2.types.Symbol;
import org.apache.qpid.protonj2.types.messaging.Source;
import org.jspecify.annotations.Nullable;

/**
 * Where a receiver begins: the selector filter of its source, such as {@code
 * amqp.annotation.x-opt-offset > '42'}.
 */
final class StartPosition {

    private static final Symbol FILTER = Symbol.valueOf("apache.org:selector-filter:string");
    private static final Pattern SELECTOR =
            Pattern.compile("amqp\\.annotation\\.(x-opt-[a-z-]+)\\s*(>=|>)\\s*'([^']*)'");

    private StartPosition() {}

    /**
     * The sequence number of the first event to send.
     *
     * @throws IllegalArgumentException when the selector is none that Event Hubs knows
     */
    static long resolve(@Nullable Source source, Partition partition) {
        Partition.Extent extent = partition.extent();
        String selector = selector(source);
        if (selector == null) {
            return extent.first();
        }
        Matcher matcher = SELECTOR.matcher(selector.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the filter '" + selector + "' is not understood");
        }
        boolean inclusive = matcher.group(2).equals(">=");
        String value = matcher.group(3);
        return switch (matcher.group(1)) {
            case "x-opt-offset" -> byOffset(partition, extent, value, inclusive);
            case "x-opt-sequence-number" ->
                    Math.max(extent.first(), number(value) + (inclusive ? 0 : 1));
            case "x-opt-enqueued-time" ->
                    partition.sequenceAtTime(
                            Instant.ofEpochMilli(number(value) + (inclusive ? 0 : 1)));
            default ->
                    throw new IllegalArgumentException(
                            "the filter '" + selector + "' names no known annotation");
        };
    }

    private static long byOffset(
            Partition partition, Partition.Extent extent, String value, boolean inclusive) {
        return switch (value) {
            case "-1" -> extent.first();
            case "@latest" ->
                    inclusive ? Math.max(extent.first(), extent.next() - 1) : extent.next();
            default -> partition.sequenceAtOffset(number(value) + (inclusive ? 0 : 1));
        };
    }

    private static long number(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the filter's value '" + value + "' is no number");
        }
    }

    // The Java SDK describes the filter with the symbol, others with 0x468C00000004: only the
    // value matters.
    private static @Nullable String selector(@Nullable Source source) {
        Map<Symbol, Object> filters = source == null ? null : source.getFilter();
        Object filter = filters == null ? null : filters.get(FILTER);
        if (filter instanceof DescribedType described) {
            return String.valueOf(described.getDescribed());
        }
        return filter == null ? null : filter.toString();
    }
}
