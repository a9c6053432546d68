package io.lineside.signalr.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Variations of the kept inputs, the same in every build: bits turned, parts cut out, repeated,
 * moved and taken from other inputs, numbers at their limits. {@code -Dfuzz.seed} gives others.
 */
public final class Mutations {

    public interface Target {
        void take(byte[] input) throws Exception;
    }

    private static final int MOST_BYTES = 8 * 1024;
    private static final byte[] LIMITS = {0, 1, 0x1e, 0x22, 0x7d, 0x7e, 0x7f, -128, -64, -33, -1};
    private static final List<String> WORDS =
            List.of("\u001e", "\"", "{", "}", "[", "null", "1e999", "\\ud800", "\ufeff", "\0");

    private final SplittableRandom random = new SplittableRandom(Long.getLong("fuzz.seed", 1));
    private final List<byte[]> kept;

    private Mutations(List<byte[]> kept) {
        this.kept = kept;
    }

    /**
     * Tries variations of the inputs that are kept for a fuzz test.
     *
     * @param count how many
     */
    public static void tried(Class<?> test, String method, int count, Target target)
            throws Exception {
        List<byte[]> kept = kept(test, method);
        Mutations mutations = new Mutations(kept);
        for (int i = 0; i < count; i++) {
            byte[] input = mutations.next();
            try {
                target.take(input);
            } catch (Exception | Error e) {
                Path file = Path.of("target", "failed-" + test.getSimpleName());
                Files.write(file, input);
                throw new AssertionError("variation " + i + ", see " + file + ": " + e, e);
            }
        }
    }

    private static List<byte[]> kept(Class<?> test, String method)
            throws IOException, URISyntaxException {
        String folder = test.getSimpleName() + "Inputs/" + method;
        Path inputs = Path.of(Objects.requireNonNull(test.getResource(folder), folder).toURI());
        List<byte[]> kept = new ArrayList<>();
        try (Stream<Path> files = Files.list(inputs)) {
            for (Path file : files.sorted().toList()) {
                kept.add(Files.readAllBytes(file));
            }
        }
        return kept;
    }

    private byte[] next() {
        byte[] input = any();
        for (int times = random.nextInt(1, 5); times > 0; times--) {
            input = changed(input);
        }
        return input.length > MOST_BYTES ? Arrays.copyOf(input, MOST_BYTES) : input;
    }

    private byte[] any() {
        return kept.get(random.nextInt(kept.size())).clone();
    }

    private byte[] changed(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int to = Math.min(input.length, at + random.nextInt(1, 16));
        byte[] other = any();
        int from = random.nextInt(other.length + 1);
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(input, at);
            case 1 -> joined(input, at, new byte[0], to);
            case 2 -> joined(input, to, Arrays.copyOfRange(input, at, to), to);
            case 3 -> joined(input, at, Arrays.copyOfRange(other, from, other.length), at);
            case 4 -> joined(input, at, other, input.length);
            case 5 ->
                    joined(
                            input,
                            at,
                            WORDS.get(random.nextInt(WORDS.size()))
                                    .getBytes(StandardCharsets.UTF_8),
                            at);
            default -> turned(input, at);
        };
    }

    private byte[] turned(byte[] input, int at) {
        if (at < input.length) {
            input[at] =
                    random.nextBoolean()
                            ? (byte) (input[at] ^ 1 << random.nextInt(8))
                            : LIMITS[random.nextInt(LIMITS.length)];
        }
        return input;
    }

    private static byte[] joined(byte[] input, int at, byte[] middle, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(input, 0, at);
        out.writeBytes(middle);
        out.write(input, from, input.length - from);
        return out.toByteArray();
    }
}
