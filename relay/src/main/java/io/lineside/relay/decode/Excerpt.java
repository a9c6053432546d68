package io.lineside.relay.decode;

/** Foreign text made fit for logs and screens. */
public final class Excerpt {

    private Excerpt() {}

    /** The first characters; what is not printable, or could reorder text, becomes a dot. */
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

    /** Whether the text can name something: nothing unprintable and no lone surrogate. */
    public static boolean canName(String text) {
        return text.codePoints().allMatch(Excerpt::isPlain);
    }

    /** Whether the text has half a character or a control character other than white space. */
    public static boolean isBroken(String text) {
        return text.codePoints()
                .anyMatch(
                        c ->
                                (c < ' ' && c != '\t' && c != '\n' && c != '\r')
                                        || Character.getType(c) == Character.SURROGATE);
    }
}
