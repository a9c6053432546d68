package io.lineside.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StandardInputTest {

    @Test
    void runsTheActionOnANamedThreadOnceTheInputHasEnded() throws Exception {
        assertThat(threadAtTheEndOf(new ByteArrayInputStream(new byte[] {1, 2, 3})))
                .isEqualTo("test-stdin");
    }

    @Test
    void takesAnInputThatCannotBeReadForOneThatHasEnded() throws Exception {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("gone");
                    }
                };
        assertThat(threadAtTheEndOf(broken)).isEqualTo("test-stdin");
    }

    @Test
    void waitsAsLongAsTheInputIsOpen() throws Exception {
        CompletableFuture<String> ended = new CompletableFuture<>();
        try (PipedOutputStream other = new PipedOutputStream()) {
            PipedInputStream in = new PipedInputStream(other);
            StandardInput.whenItEnds(in, "test-stdin", () -> ended.complete("ended"));
            other.write(1);
            other.flush();
            assertThat(ended).isNotDone();
        }
        assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo("ended");
    }

    private static String threadAtTheEndOf(InputStream in) throws Exception {
        CompletableFuture<String> thread = new CompletableFuture<>();
        StandardInput.whenItEnds(
                in, "test-stdin", () -> thread.complete(Thread.currentThread().getName()));
        return thread.get(10, TimeUnit.SECONDS);
    }
}
