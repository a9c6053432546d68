package io.lineside.installer;

import java.util.Locale;

/** The operating system packages are made on and for; jpackage cannot make another's. */
enum Os {
    LINUX("linux", ".so"),
    WINDOWS("windows", ".dll"),
    MACOS("macos", ".dylib");

    private final String word;
    private final String nativeSuffix;

    Os(String word, String nativeSuffix) {
        this.word = word;
        this.nativeSuffix = nativeSuffix;
    }

    static Os current() {
        return of(System.getProperty("os.name"));
    }

    static Os of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("windows")) {
            return WINDOWS;
        }
        return lower.startsWith("mac") ? MACOS : LINUX;
    }

    String word() {
        return word;
    }

    /** How the name of a native library ends. */
    String nativeSuffix() {
        return nativeSuffix;
    }

    /** A program's file name. */
    String program(String name) {
        return this == WINDOWS ? name + ".exe" : name;
    }

    /** This machine's processor as package file names have it: x64 or arm64. */
    static String processor() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
    }
}
