package io.lineside.devices.replay;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads times as files have them: ISO-8601 with T or a blank, with or without a zone, or seconds or
 * milliseconds since 1970.
 */
final class TimeCell {

    static final String EXPECTED = "2026-01-31 23:59:59.9, the same with a zone, or epoch time";

    private static final Pattern EPOCH = Pattern.compile("-?\\d{1,16}(\\.\\d{1,9})?");

    /** Seconds of the year 5138; a larger number is milliseconds. */
    private static final BigDecimal LARGEST_SECONDS = BigDecimal.valueOf(100_000_000_000L);

    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendLiteral('T')
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .optionalStart()
                    .appendOffset("+HH:MM", "Z")
                    .optionalEnd()
                    .optionalStart()
                    .appendOffset("+HHmm", "Z")
                    .optionalEnd()
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    private TimeCell() {}

    /**
     * The time in a cell.
     *
     * @param zone of times that name none; where clocks are set back, the first of the two
     * @throws DateTimeException when it is no time
     */
    static Instant parse(String cell, ZoneId zone) {
        String text = cell.strip();
        if (EPOCH.matcher(text).matches()) {
            BigDecimal number = new BigDecimal(text);
            boolean seconds = number.abs().compareTo(LARGEST_SECONDS) < 0;
            BigDecimal nanos = number.movePointRight(seconds ? 9 : 6);
            BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
            return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValue());
        }
        TemporalAccessor time =
                ISO.parseBest(
                        text.replaceFirst(" +", "T").replace(" ", ""),
                        OffsetDateTime::from,
                        LocalDateTime::from);
        return time instanceof OffsetDateTime withZone
                ? withZone.toInstant()
                : LocalDateTime.from(time).atZone(zone).toInstant();
    }
}
