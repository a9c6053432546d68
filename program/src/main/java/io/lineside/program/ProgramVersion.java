package io.lineside.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build, from the parent pom; the same for all programs. */
public final class ProgramVersion {

    private static final String TEXT = read();

    private ProgramVersion() {}

    /** The version's text, such as {@code 0.1.0} or {@code 0.1.0-SNAPSHOT}. */
    public static String text() {
        return TEXT;
    }

    private static String read() {
        Properties properties = new Properties();
        try (InputStream in = ProgramVersion.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is missing from the program");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "");
    }
}
