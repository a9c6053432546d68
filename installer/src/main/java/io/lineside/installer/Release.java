package io.lineside.installer;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as Maven has it, in the forms the package systems want.
 *
 * @param text such as 0.1.0 or 0.2.0-SNAPSHOT
 */
record Release(String text) {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,5})(?:-([A-Za-z0-9.]+))?");

    Release {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "version is '"
                            + text
                            + "', expected MAJOR.MINOR.PATCH or MAJOR.MINOR.PATCH-TAG");
        }
    }

    /**
     * For dpkg and rpm: what stands behind a tilde sorts before the release itself, so 0.2.0
     * upgrades 0.2.0~snapshot.
     */
    String linux() {
        Matcher parts = parts();
        String tag = parts.group(4);
        return numbers(parts) + (tag == null ? "" : "~" + tag.toLowerCase(Locale.ROOT));
    }

    /**
     * For msi, dmg and pkg: numbers alone. A macOS bundle must not begin with 0, so there 0.1.0 is
     * 1.1.0; nothing compares it with other systems' versions.
     */
    String bundle(Os os) {
        Matcher parts = parts();
        boolean lifted = os == Os.MACOS && Integer.parseInt(parts.group(1)) == 0;
        return lifted ? "1." + parts.group(2) + "." + parts.group(3) : numbers(parts);
    }

    private Matcher parts() {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException(text);
        }
        return parts;
    }

    private static String numbers(Matcher parts) {
        return parts.group(1) + "." + parts.group(2) + "." + parts.group(3);
    }
}
