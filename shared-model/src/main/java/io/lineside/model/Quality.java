package io.lineside.model;

/**
 * How far a value may be trusted: the top two bits of an OPC UA StatusCode (OPC 10000-4, 7.39).
 *
 * <p>Declared from best to worst, so {@link #worst} is the quality with the higher ordinal.
 */
public enum Quality {
    GOOD("good"),
    UNCERTAIN("uncertain"),
    BAD("bad");

    private final String word;

    Quality(String word) {
        this.word = word;
    }

    /** The word used on the wire and on screens. */
    public String word() {
        return word;
    }

    /** The worse of the two. */
    public Quality worst(Quality other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /**
     * The quality with this wire word.
     *
     * @throws IllegalArgumentException when there is none, naming the words there are
     */
    public static Quality ofWord(String word) {
        for (Quality quality : values()) {
            if (quality.word.equals(word)) {
                return quality;
            }
        }
        throw new IllegalArgumentException(
                "quality is '" + word + "', expected good, uncertain or bad");
    }
}
