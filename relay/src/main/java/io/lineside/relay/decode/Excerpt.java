package io.lineside.relay.decode;

/** Text from devices, made safe for logs and screens. */
public final class Excerpt {

    private Excerpt() {}

    /**
     * The first characters; a character that is not printable or could reorder text becomes a dot.
     */
    public static String of(String text, int characters) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(characters)
                .forEach(c -> shown.appendCodePoint(isPlain(c) ? c : '·'));
        return shown.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    /**
     * Whether the text is fit for a name: it has no unprintable character and no lone surrogate.
     */
    public static boolean canName(String text) {
        return text.codePoints().allMatch(Excerpt::isPlain);
    }

    /** Whether the text has a lone surrogate, or a control character other than white space. */
    public static boolean isBroken(String text) {
        return text.codePoints()
                .anyMatch(
                        c ->
                                (c < ' ' && c != '\t' && c != '\n' && c != '\r')
                                        || Character.getType(c) == Character.SURROGATE);
    }
}
