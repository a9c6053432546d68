package io.lineside.model;

import java.util.List;

/**
 * A place in the plant, from the site downwards: {@code site}, {@code site/area} or {@code
 * site/area/unit}.
 *
 * @param text the ids joined by slashes; each id is lower case letters, digits, dots and dashes
 */
public record AssetPath(String text) implements Comparable<AssetPath> {

    /** The unit of every device that the plant model does not name. */
    public static final AssetPath UNASSIGNED = new AssetPath("unassigned/devices/all");

    private static final int MOST_IDS = 3;

    public AssetPath {
        if (!isPath(text)) {
            throw new IllegalArgumentException(
                    "asset path is '"
                            + text
                            + "', expected site, site/area or site/area/unit in lower case letters,"
                            + " digits, dots and dashes");
        }
    }

    /** The path of a part of this place. */
    public AssetPath child(String id) {
        return new AssetPath(text + "/" + id);
    }

    /** The ids from the site downwards. */
    public List<String> ids() {
        return List.of(text.split("/"));
    }

    /** The site this place belongs to. */
    public AssetPath site() {
        return first(1);
    }

    /**
     * The area this place belongs to.
     *
     * @throws IllegalStateException for a site
     */
    public AssetPath area() {
        return first(2);
    }

    /** Whether the other path is this place or a part of it. */
    public boolean covers(AssetPath other) {
        return other.text.equals(text) || other.text.startsWith(text + "/");
    }

    private AssetPath first(int count) {
        int end = -1;
        for (int i = 1; i <= count; i++) {
            end = text.indexOf('/', end + 1);
            if (end < 0) {
                if (i < count) {
                    throw new IllegalStateException(text + " is a site and has no area");
                }
                return this;
            }
        }
        return new AssetPath(text.substring(0, end));
    }

    // Checked without a regular expression, since paths are made for every alarm of a flood.
    private static boolean isPath(String text) {
        int ids = 1;
        boolean empty = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/') {
                ids++;
                if (empty || ids > MOST_IDS) {
                    return false;
                }
                empty = true;
            } else if (isOfId(c)) {
                empty = false;
            } else {
                return false;
            }
        }
        return !empty;
    }

    private static boolean isOfId(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-';
    }

    @Override
    public int compareTo(AssetPath other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
