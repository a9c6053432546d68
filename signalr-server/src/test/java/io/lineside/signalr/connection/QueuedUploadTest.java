package io.lineside.signalr.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lineside.signalr.HubException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.IntNode;

@Timeout(20)
class QueuedUploadTest {

    private final QueuedUpload upload = new QueuedUpload();

    @Test
    void givesItsItemsAndThenNothing() throws Exception {
        upload.item(IntNode.valueOf(1));
        upload.end(null);
        assertThat(upload.next()).isEqualTo(IntNode.valueOf(1));
        assertThat(upload.next()).isNull();
        assertThat(upload.next()).as("once more").isNull();
    }

    @Test
    void tellsTheErrorWithWhichTheClientEndedIt() {
        upload.end("sorry");
        assertThatThrownBy(upload::next).isInstanceOf(HubException.class).hasMessage("sorry");
    }

    @Test
    void anItemWaitsForAReaderButNotForOneThatHasGone() throws Exception {
        Thread writer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    for (int i = 0; i < 1_000; i++) {
                                        upload.item(IntNode.valueOf(i));
                                    }
                                });
        assertThat(upload.next()).isEqualTo(IntNode.valueOf(0));
        upload.abandon();
        writer.join();
        assertThat(writer.isAlive()).isFalse();
    }

    @Test
    void aReaderIsWokenWhenTheConnectionIsGone() {
        for (int i = 0; i < 32; i++) {
            upload.item(IntNode.valueOf(i));
        }
        upload.cut();
        assertThatThrownBy(
                        () -> {
                            while (upload.next() != null) {
                                continue;
                            }
                        })
                .isInstanceOf(HubException.class);
    }

    @Test
    void aWriterIsReleasedWhenTheConnectionIsGone() throws Exception {
        Thread writer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    for (int i = 0; i < 40; i++) {
                                        upload.item(IntNode.valueOf(i));
                                    }
                                });
        await().until(() -> writer.getState() == Thread.State.TIMED_WAITING);

        upload.cut();

        assertThat(writer.join(Duration.ofSeconds(5))).isTrue();
    }
}
