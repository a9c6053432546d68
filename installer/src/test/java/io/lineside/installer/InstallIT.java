package io.lineside.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lineside.program.FreePort;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Both .debs on a system that has seen neither: installed, started by its systemd, a value travels
 * from a device to a screen, upgraded while running, removed, purged.
 */
class InstallIT {

    private static final Path TARGET =
            Path.of(System.getProperty("installer.target", "target")).toAbsolutePath();
    private static final Path DIRECTORY = TARGET.resolve("install-it");
    private static final String CREDENTIAL = "/etc/credstore/lineside.source.connection-string";
    private static final String STORE = "/var/lib/lineside/relay.db";

    @Test
    void thePackagesInstallRunUpgradeAndGoAway() throws Exception {
        assumeTrue(
                Boolean.getBoolean("installer.built"), "packages are made with -Pinstaller only");
        CleanRoot.assumePossible();
        Files.createDirectories(DIRECTORY);
        try (Rehearsal plant = new Rehearsal(DIRECTORY.resolve("plant"));
                CleanRoot system = CleanRoot.boot(DIRECTORY.resolve("root"))) {
            install(system);
            int port = FreePort.onLoopback();
            plant.emulator();
            configure(system, plant, port);
            system.in("systemctl", "start", "lineside-relay");
            assertThat(property(system, "ActiveState")).isEqualTo("active");
            assertThat(property(system, "StatusText")).as("what it told systemd").isNotEmpty();
            plant.devices().awaitReady();
            plant.awaitLive(port);
            aValueReachesAScreen(system, plant, port);
            upgrade(system, plant, port);
            remove(system);
            installAgain(system);
            purge(system);
        }
    }

    private static void install(CleanRoot system) throws Exception {
        system.in("apt-get", "update", "-qq");
        for (Program program : Program.values()) {
            Path deb = onlyDeb(program);
            Files.copy(
                    deb,
                    system.file("/root/" + program.command() + ".deb"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        system.in(
                "apt-get",
                "install",
                "-y",
                "-qq",
                "--no-install-recommends",
                "/root/lineside-relay.deb",
                "/root/lineside-desktop.deb");

        assertThat(system.in("getent", "passwd", "lineside")).contains("nologin");
        assertThat(system.in("systemctl", "is-enabled", "lineside-relay")).contains("enabled");
        assertThat(system.in("stat", "-c", "%U %a", "/var/lib/lineside"))
                .isEqualToIgnoringNewLines("lineside 750");
        assertThat(system.in("stat", "-c", "%U %a", "/etc/credstore"))
                .isEqualToIgnoringNewLines("root 700");
        assertThat(system.in("lineside-relay", "--version")).contains("Lineside");
        assertThat(system.in("lineside-desktop", "--version")).contains("Lineside");
    }

    private static Path onlyDeb(Program program) throws IOException {
        try (var files = Files.list(TARGET.resolve("packages"))) {
            return files.filter(
                            each ->
                                    each.getFileName()
                                            .toString()
                                            .matches(program.command() + "_.*\\.deb"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The secret as a credential, everything else in the files an administrator would edit. */
    private static void configure(CleanRoot system, Rehearsal plant, int port) throws Exception {
        plant.configuration(port, Path.of(STORE));
        JsonNode hub =
                new ObjectMapper()
                        .readTree(Files.readString(DIRECTORY.resolve("plant/hub/hub.json")));
        Path credential = system.file(CREDENTIAL);
        Files.writeString(credential, hub.path("connectionString").asString() + "\n");
        Files.setPosixFilePermissions(credential, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                system.file("/etc/lineside/relay.yaml"),
                """
                # changed by an administrator
                listen: {host: 127.0.0.1, port: %d}
                plant: plant.yaml
                store: %s
                source:
                  event-hub: %s
                """
                        .formatted(port, STORE, hub.path("eventHub").asString()));
        Files.copy(
                DIRECTORY.resolve("plant/plant.yaml"),
                system.file("/etc/lineside/plant.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void aValueReachesAScreen(CleanRoot system, Rehearsal plant, int port)
            throws Exception {
        system.in("useradd", "--create-home", "seat");
        Rehearsal.Part desktop =
                plant.start(
                        "desktop",
                        system.inside(
                                "runuser",
                                "--user",
                                "seat",
                                "--",
                                "env",
                                "HOME=/home/seat",
                                "lineside-desktop",
                                "--relay",
                                "http://127.0.0.1:" + port,
                                "--headless",
                                "--for",
                                "14",
                                "--every",
                                "5",
                                "--shots",
                                "/home/seat/shots",
                                "--report",
                                "/home/seat/report.json"),
                        Map.of());
        desktop.awaitReady();
        assertThat(desktop.awaitEnd()).isZero();

        JsonNode report =
                new ObjectMapper()
                        .readTree(Files.readString(system.file("/home/seat/report.json")));
        JsonNode reading = report.path("latest").path("reactor-1/temperature");
        assertThat(reading.path("value").asDouble()).as(report.toString()).isBetween(-40.0, 200.0);
        assertThat(reading.path("vouched").asBoolean()).isTrue();
        Path picture = system.file("/home/seat/shots/02-overview.png");
        assertThat(colours(ImageIO.read(picture.toFile()))).isGreaterThan(20);
        Files.copy(picture, DIRECTORY.resolve("overview.png"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(system.in("find", "/home/seat", "/tmp", "-name", "*.so*"))
                .as("native libraries unpacked at run time")
                .isEmpty();
    }

    private static int colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y += 2) {
            for (int x = 0; x < image.getWidth(); x += 2) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours.size();
    }

    private static void upgrade(CleanRoot system, Rehearsal plant, int port) throws Exception {
        long before = journalled(system);
        String process = property(system, "MainPID");
        Path newer =
                new LinuxPackages(
                                Program.RELAY,
                                new Release("99.0.0"),
                                Files.createDirectories(DIRECTORY.resolve("newer")),
                                DIRECTORY.resolve("newer-work"))
                        .deb(TARGET.resolve("work/lineside-relay/tree"));
        Files.copy(newer, system.file("/root/newer.deb"), StandardCopyOption.REPLACE_EXISTING);

        system.in("apt-get", "install", "-y", "-qq", "/root/newer.deb");

        assertThat(system.in("dpkg-query", "-W", "-f", "${Version}", "lineside-relay"))
                .isEqualTo("99.0.0");
        assertThat(property(system, "ActiveState")).isEqualTo("active");
        assertThat(property(system, "MainPID")).isNotEqualTo(process);
        assertThat(Files.readString(system.file("/etc/lineside/relay.yaml")))
                .startsWith("# changed by an administrator");
        plant.awaitLive(port);
        assertThat(journalled(system)).isGreaterThanOrEqualTo(before).isPositive();
    }

    /** Alarm transitions in the relay's journal; waits for the first. */
    private static long journalled(CleanRoot system) {
        return Awaitility.await("a journalled alarm")
                .atMost(Duration.ofMinutes(2))
                .until(() -> count(system.file(STORE)), count -> count > 0);
    }

    private static long count(Path store) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                ResultSet rows =
                        connection
                                .createStatement()
                                .executeQuery("SELECT count(*) FROM alarm_transition")) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static void remove(CleanRoot system) throws Exception {
        system.in("apt-get", "remove", "-y", "-qq", "lineside-relay", "lineside-desktop");
        assertThat(system.file("/opt/lineside-relay")).doesNotExist();
        assertThat(system.file("/usr/bin/lineside-desktop")).doesNotExist();
        assertThat(system.file(STORE)).exists();
        assertThat(system.file("/etc/lineside/relay.yaml")).exists();
        assertThat(system.file(CREDENTIAL)).exists();
        assertThat(system.in("getent", "passwd", "lineside")).isNotEmpty();
    }

    private static void installAgain(CleanRoot system) throws Exception {
        system.in("apt-get", "install", "-y", "-qq", "/root/newer.deb");
        assertThat(system.in("systemctl", "is-enabled", "lineside-relay")).contains("enabled");
    }

    private static void purge(CleanRoot system) throws Exception {
        system.in("apt-get", "purge", "-y", "-qq", "lineside-relay", "lineside-desktop");
        assertThat(
                        system.file(
                                "/etc/systemd/system/multi-user.target.wants/lineside-relay.service"))
                .doesNotExist();
        assertThat(system.file("/var/lib/lineside")).doesNotExist();
        assertThat(system.file("/etc/lineside")).doesNotExist();
        assertThat(system.file(CREDENTIAL)).doesNotExist();
        assertThat(system.in("sh", "-c", "getent passwd lineside || true")).isEmpty();
    }

    private static String property(CleanRoot system, String name) throws Exception {
        return system.in("systemctl", "show", "--value", "-p", name, "lineside-relay").trim();
    }
}
