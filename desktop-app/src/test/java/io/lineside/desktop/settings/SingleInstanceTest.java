package io.lineside.desktop.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SingleInstanceTest {

    private static final URI RELAY = URI.create("http://127.0.0.1:8480");

    private final Path directory;

    SingleInstanceTest(@TempDir Path directory) {
        this.directory = directory.resolve("run");
    }

    /** A desktop that is only a claim, and stays. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            try (SingleInstance held =
                    SingleInstance.claim(Path.of(arguments[0]), RELAY).orElseThrow()) {
                held.onSecond(() -> System.out.println("front"));
                System.out.println("held");
                new CountDownLatch(1).await();
            }
        }
    }

    private Process holder() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void theSecondTellsTheFirstAndIsNone() throws IOException {
        AtomicInteger fronts = new AtomicInteger();
        try (SingleInstance first = SingleInstance.claim(directory, RELAY).orElseThrow()) {
            first.onSecond(fronts::incrementAndGet);
            assertThat(SingleInstance.claim(directory, RELAY)).isEmpty();
            assertThat(SingleInstance.claim(directory, RELAY)).isEmpty();
            assertThat(fronts).hasValue(2);
        }
        try (SingleInstance again = SingleInstance.claim(directory, RELAY).orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void anotherRelaysDesktopIsAnotherOne() throws IOException {
        try (SingleInstance one = SingleInstance.claim(directory, RELAY).orElseThrow();
                SingleInstance two =
                        SingleInstance.claim(directory, URI.create("http://127.0.0.1:9000"))
                                .orElseThrow()) {
            assertThat(one).isNotSameAs(two);
        }
    }

    @Test
    void aDesktopThatWasKilledIsNoLongerTheFirst() throws Exception {
        Process killed = holder();
        try (BufferedReader lines = killed.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("held");
            assertThat(SingleInstance.claim(directory, RELAY)).isEmpty();
            assertThat(lines.readLine()).isEqualTo("front");
            killed.destroyForcibly().waitFor();
        }
        Optional<SingleInstance> next =
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> SingleInstance.claim(directory, RELAY), Optional::isPresent);
        next.orElseThrow().close();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nobodyElseCanReachItAndADesktopThatDoesNotAnswerIsTold() throws IOException {
        try (SingleInstance first = SingleInstance.claim(directory, RELAY).orElseThrow()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
            first.onSecond(
                    () -> {
                        throw new IllegalStateException("it hangs");
                    });
            assertThatThrownBy(() -> SingleInstance.claim(directory, RELAY))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another desktop runs already");
        }
    }
}
