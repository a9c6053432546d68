package io.lineside.installer;

import java.util.List;

/**
 * The programs that are packaged.
 *
 * <p>The JVM options are few on purpose: the same ones are used in the rehearsal and by the
 * launcher, as an AOT cache fits only the JVM it was made with.
 */
enum Program {
    RELAY(
            "lineside-relay",
            "relay",
            "io.lineside.relay.RelayMain",
            "Lineside relay",
            "live plant telemetry from IoT Hub to operators",
            List.of(
                    "java.desktop",
                    "java.logging",
                    "java.management",
                    "java.naming",
                    "java.net.http",
                    "java.sql",
                    "java.xml",
                    "jdk.crypto.ec",
                    "jdk.jcmd",
                    "jdk.jfr",
                    "jdk.management",
                    "jdk.unsupported",
                    "jdk.zipfs"),
            // A relay at rest keeps little: the heap grows when there is work and is given back by
            // the collections that a full old generation brings; what the C library keeps of the
            // start is given back once a minute.
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xms12m",
                    "-XX:NewSize=4m",
                    "-Xmx384m",
                    "-XX:MinHeapFreeRatio=10",
                    "-XX:MaxHeapFreeRatio=25",
                    "-XX:TrimNativeHeapInterval=60000",
                    "-XX:ReservedCodeCacheSize=48m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData",
                    "-Xss512k",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Djava.awt.headless=true",
                    "-Dio.netty.allocator.numDirectArenas=2",
                    "-Dio.netty.allocator.numHeapArenas=2")),
    DESKTOP(
            "lineside-desktop",
            "desktop-app",
            "io.lineside.desktop.DesktopMain",
            "Lineside",
            "live plant values, alarms and positions",
            List.of(
                    "javafx.controls",
                    "javafx.swing",
                    "java.logging",
                    "java.management",
                    "java.naming",
                    "java.net.http",
                    "java.sql",
                    "java.xml",
                    "jdk.crypto.ec",
                    "jdk.jfr",
                    "jdk.unsupported"),
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xms64m",
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData",
                    "--enable-native-access=ALL-UNNAMED,javafx.graphics",
                    "--sun-misc-unsafe-memory-access=allow"));

    private final String command;
    private final String module;
    private final String mainClass;
    private final String title;
    private final String summary;
    private final List<String> jdkModules;
    private final List<String> jvmOptions;

    Program(
            String command,
            String module,
            String mainClass,
            String title,
            String summary,
            List<String> jdkModules,
            List<String> jvmOptions) {
        this.command = command;
        this.module = module;
        this.mainClass = mainClass;
        this.title = title;
        this.summary = summary;
        this.jdkModules = jdkModules;
        this.jvmOptions = jvmOptions;
    }

    /** The name of the command, and of the package. */
    String command() {
        return command;
    }

    /** The Maven module it is made of. */
    String module() {
        return module;
    }

    String mainClass() {
        return mainClass;
    }

    /** As a person reads it. */
    String title() {
        return title;
    }

    /** What the program does, in one line that does not begin with its name. */
    String summary() {
        return summary;
    }

    /** What jlink starts from. */
    List<String> jdkModules() {
        return jdkModules;
    }

    /** Options for its JVM, before those that name files of the image. */
    List<String> jvmOptions() {
        return jvmOptions;
    }
}
