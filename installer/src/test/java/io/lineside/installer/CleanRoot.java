package io.lineside.installer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A freshly installed Debian in namespaces of its own, with its own systemd as first process. It
 * shares the network with this machine, so a program that listens on loopback of this machine is
 * reached from inside.
 */
final class CleanRoot implements AutoCloseable {

    private static final Pattern MIRROR =
            Pattern.compile("(?m)^(?:URIs:|deb(?:\\s+\\[[^]]*])?)\\s*(http\\S+)");
    private static final Pattern SUITE = Pattern.compile("(?m)^VERSION_CODENAME=\"?([a-z]+)");

    private static final String BOOT =
            """
            set -e
            root=$0
            mount --make-rprivate /
            mount --bind "$root" "$root"
            mount -t proc proc "$root/proc"
            mount -t sysfs -o ro sysfs "$root/sys"
            mount -t cgroup2 none "$root/sys/fs/cgroup"
            mount -t tmpfs tmpfs "$root/run"
            mount -t tmpfs tmpfs "$root/dev"
            for device in null zero full random urandom tty; do
                touch "$root/dev/$device"
                mount --bind "/dev/$device" "$root/dev/$device"
            done
            mkdir -p "$root/dev/pts" "$root/dev/shm"
            mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
            ln -s pts/ptmx "$root/dev/ptmx"
            mount -t tmpfs tmpfs "$root/dev/shm"
            # Not chroot alone: a process in one gets no user namespace, which the unit asks for.
            mkdir -p "$root/.old"
            cd "$root"
            pivot_root . .old
            exec chroot . sh -c 'umount -l /.old && mount --make-rshared / && exec "$@"' - env -i container=lineside-test PATH=/usr/sbin:/usr/bin:/sbin:/bin \\
                /lib/systemd/systemd --log-target=console --show-status=0
            """;

    private final Path root;
    private final Process outer;
    private final long init;

    private CleanRoot(Path root, Process outer, long init) {
        this.root = root;
        this.outer = outer;
        this.init = init;
    }

    /** Skips the test, saying why, where such a root cannot be made. */
    static void assumePossible() throws IOException, InterruptedException {
        assumeTrue(Os.current() == Os.LINUX, "packages are installed on Linux only");
        assumeTrue(Tool.run("id", "-u").trim().equals("0"), "only root can make a clean root");
        for (String tool : List.of("debootstrap", "dpkg-deb", "unshare", "nsenter")) {
            assumeTrue(Tool.isThere(tool), tool + " is not installed");
        }
        assumeTrue(mirror() != null, "no Debian mirror is configured here");
    }

    private static @org.jspecify.annotations.Nullable String mirror() throws IOException {
        List<Path> files = new ArrayList<>(List.of(Path.of("/etc/apt/sources.list")));
        Path directory = Path.of("/etc/apt/sources.list.d");
        if (Files.isDirectory(directory)) {
            try (var more = Files.list(directory)) {
                more.sorted().forEach(files::add);
            }
        }
        for (Path file : files) {
            Matcher mirror =
                    MIRROR.matcher(Files.isRegularFile(file) ? Files.readString(file) : "");
            if (mirror.find()) {
                return mirror.group(1);
            }
        }
        return null;
    }

    /** Installs a minimal Debian of this machine's release and starts it. */
    static CleanRoot boot(Path root) throws IOException, InterruptedException {
        Matcher suite = SUITE.matcher(Files.readString(Path.of("/etc/os-release")));
        assumeTrue(suite.find(), "this machine's release has no name");
        LinuxPackages.deleteTree(root);
        Tool.run(
                "debootstrap",
                "--variant=minbase",
                "--include=systemd,systemd-sysv,ca-certificates",
                suite.group(1),
                root.toString(),
                String.valueOf(mirror()));
        Files.copy(
                Path.of("/etc/resolv.conf"),
                root.resolve("etc/resolv.conf"),
                StandardCopyOption.REPLACE_EXISTING);
        Path log = root.resolveSibling("boot.log");
        Process outer =
                new ProcessBuilder(
                                "unshare",
                                "--mount",
                                "--pid",
                                "--ipc",
                                "--uts",
                                "--cgroup",
                                "--fork",
                                "--kill-child",
                                "sh",
                                "-c",
                                BOOT,
                                root.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        long init =
                Awaitility.await("the first process")
                        .atMost(Duration.ofSeconds(20))
                        .until(
                                () -> outer.children().findFirst().map(ProcessHandle::pid),
                                java.util.Optional::isPresent)
                        .orElseThrow();
        CleanRoot made = new CleanRoot(root, outer, init);
        Awaitility.await("systemd, which logs to " + log)
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(
                        () ->
                                made.in("sh", "-c", "systemctl is-system-running || true")
                                        .matches("(?s)(running|degraded)\\s*"));
        return made;
    }

    /** Runs a command inside, as root, and answers what it printed. */
    String in(String... command) throws IOException, InterruptedException {
        return Tool.run(inside(command), Map.of());
    }

    /** The command line that runs a command inside. */
    List<String> inside(String... command) {
        List<String> line = new ArrayList<>();
        line.addAll(List.of("nsenter", "--target", Long.toString(init), "--all", "--root", "--wd"));
        line.addAll(List.of("env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8"));
        line.add("DEBIAN_FRONTEND=noninteractive");
        line.addAll(List.of(command));
        return line;
    }

    /** A file inside, seen from here. Not for /run, /dev and /proc. */
    Path file(String path) {
        return root.resolve(path.substring(1));
    }

    @Override
    public void close() throws IOException {
        outer.destroy();
        try {
            if (!outer.waitFor(20, TimeUnit.SECONDS)) {
                outer.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outer.destroyForcibly();
        }
    }
}
