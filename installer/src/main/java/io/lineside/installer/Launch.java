package io.lineside.installer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How a program's JVM is started: by the launcher, and in the same way in its rehearsal. */
final class Launch {

    /** What jpackage's launcher replaces by the directory of the jars. */
    static final String APP_DIRECTORY = "$APPDIR";

    /** Set in the rehearsal: the file the JVM writes its AOT cache to when it ends. */
    static final String RECORD_TO = "LINESIDE_AOT_OUTPUT";

    private Launch() {}

    /**
     * All JVM options.
     *
     * @param app the directory of the jars, as the launcher writes it
     */
    static List<String> options(Program program, String app, Os os) {
        String slash = os == Os.WINDOWS ? "\\" : "/";
        List<String> options = new ArrayList<>(program.jvmOptions());
        options.add("-XX:AOTCache=" + app + slash + "program.aot");
        options.add("-Djava.library.path=" + app + slash + "native");
        if (program == Program.RELAY) {
            options.add("-Dorg.sqlite.lib.path=" + app + slash + "native");
            options.add("-Djna.boot.library.path=" + app + slash + "native");
        }
        options.add("-Dlogback.configurationFile=" + app + slash + "logback.xml");
        return options;
    }

    /**
     * The launcher for Linux. It replaces itself by the JVM, so a service's main process is the
     * JVM, and works wherever the image stands and through symbolic links.
     *
     * @param jars the class path in its order, which an AOT cache is bound to
     */
    static String script(Program program, List<Path> jars) {
        String classPath =
                jars.stream()
                        .map(jar -> "$app/" + jar.getFileName())
                        .collect(Collectors.joining(":"));
        String options =
                options(program, "$app", Os.LINUX).stream()
                        .filter(option -> !option.startsWith("-XX:AOTCache="))
                        .map(option -> "    \"" + option + "\" \\\n")
                        .collect(Collectors.joining());
        return """
        #!/bin/sh
        # %s: %s.
        self=$(readlink -f "$0")
        home=${self%%/bin/*}
        app=$home/lib/app
        if [ -n "${%s:-}" ]; then
            aot=-XX:AOTCacheOutput=$%s
        else
            aot=-XX:AOTCache=$app/program.aot
        fi
        # LINESIDE_JAVA_OPTIONS: more options for the JVM, such as -Xmx1g.
        exec "$home/lib/runtime/bin/java" "$aot" \\
        %s    ${LINESIDE_JAVA_OPTIONS:-} \\
            -cp "%s" \\
            %s "$@"
        """
                .formatted(
                        program.title(),
                        program.summary(),
                        RECORD_TO,
                        RECORD_TO,
                        options,
                        classPath,
                        program.mainClass());
    }
}
