package io.lineside.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.program.ProgramVersion;
import io.lineside.relay.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The output of {@code lineside-relay} when it does not run a relay. */
class RelayCommandTest {

    private static final String SECRET = "VE9QU0VDUkVU";

    private final Path directory;
    private final Path config;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    RelayCommandTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.config = directory.resolve("relay.yaml");
        Files.writeString(directory.resolve("plant.yaml"), "sites: []\n");
        Path credentials = Files.createDirectory(directory.resolve("credentials"));
        Files.writeString(
                credentials.resolve("source.connection-string"),
                "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=a;SharedAccessKey="
                        + SECRET
                        + ";EntityPath=h;UseDevelopmentEmulator=true");
        write("listen: {port: 0}\nstore: relay.db\n");
    }

    private void write(String text) throws IOException {
        Files.writeString(config, text);
    }

    private int run(String... more) {
        String[] all = new String[more.length + 4];
        all[0] = "--config";
        all[1] = config.toString();
        all[2] = "--credentials";
        all[3] = directory.resolve("credentials").toString();
        System.arraycopy(more, 0, all, 4, more.length);
        return new CommandLine(new RelayCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    @Test
    void goodConfigurationIsStatusZeroAndNoSecretIsShown() {
        assertThat(run("--check-config")).isZero();
        assertThat(out.toString()).contains("are good").doesNotContain(SECRET);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void wrongConfigurationIsStatusTwo() throws IOException {
        write("listen: {port: 0, hots: x}\n");
        assertThat(run("--check-config")).isEqualTo(2);
        assertThat(err.toString()).contains("relay.yaml:1: listen.hots").doesNotContain(SECRET);
        assertThat(run("--unknown-option")).isEqualTo(2);
    }

    @Test
    void aTakenPortIsStatusOne() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            write("listen: {port: %d}\nstore: relay.db\n".formatted(taken.getLocalPort()));
            assertThat(run()).isEqualTo(1);
            assertThat(err.toString())
                    .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void aStoreOfANewerVersionIsStatusThree() throws Exception {
        Path store = directory.resolve("relay.db");
        SqliteStore.open(store).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO flyway_schema_history SELECT installed_rank + 1, '2', 'later', type,"
                            + " 'V2__later.sql', 7, installed_by, installed_on, 1, success FROM"
                            + " flyway_schema_history WHERE version = '1'");
            statement.execute("UPDATE about SET value = '9.8.7' WHERE name = 'program'");
        }
        assertThat(run()).isEqualTo(3);
        assertThat(err.toString())
                .contains("relay.db: the store has version 2, written by Lineside 9.8.7")
                .contains("this is Lineside " + ProgramVersion.text());
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString().strip()).isEqualTo("Lineside relay " + ProgramVersion.text());
    }
}
