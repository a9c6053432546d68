package io.lineside.installer;

import java.nio.file.Path;

/**
 * An image made by jpackage: where its parts are.
 *
 * @param root its top directory
 */
record Image(Program program, Os os, Path root) {

    /** What is started. */
    Path launcher() {
        return switch (os) {
            case LINUX -> root.resolve("bin").resolve(program.command());
            case WINDOWS -> root.resolve(program.command() + ".exe");
            case MACOS -> root.resolve("Contents/MacOS").resolve(program.command());
        };
    }

    /** The jars and what stands beside them; what the launcher's configuration calls APPDIR. */
    Path app() {
        return switch (os) {
            case LINUX -> root.resolve("lib/app");
            case WINDOWS -> root.resolve("app");
            case MACOS -> root.resolve("Contents/app");
        };
    }

    /** The Java runtime. */
    Path runtime() {
        return switch (os) {
            case LINUX -> root.resolve("lib/runtime");
            case WINDOWS -> root.resolve("runtime");
            case MACOS -> root.resolve("Contents/runtime/Contents/Home");
        };
    }

    /** Native libraries that came in jars. */
    Path natives() {
        return app().resolve("native");
    }

    Path licences() {
        return app().resolve("licences");
    }

    Path aotCache() {
        return app().resolve("program.aot");
    }

    /** jpackage's own launcher reads its class path and options there. */
    Path configuration() {
        return app().resolve(program.command() + ".cfg");
    }
}
