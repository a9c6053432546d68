package io.lineside.emulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.emulator.message.DeviceMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private final RecordingSink sink = new RecordingSink();
    private final Counters counters = new Counters();
    private final RecordingSender sender = new RecordingSender();

    @Test
    void closingWaitsUntilAllIsKeptInOrder() {
        sink.hold();
        Mailboxes mailboxes = new Mailboxes(sink, counters);
        List<String> bodies = IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();
        for (int i = 0; i < bodies.size(); i++) {
            mailboxes.of("d").post(new Mailbox.Letter(message(bodies.get(i)), i + 1, sender));
        }
        sink.release();
        mailboxes.close();
        assertThat(sink.telemetry())
                .extracting(RecordingSink::text)
                .containsExactlyElementsOf(bodies);
        assertThat(sender.kept).containsExactlyElementsOf(bodies);
        assertThat(counters.snapshot()).containsEntry(DeviceCounter.MESSAGES, 1_000L);
    }

    @Test
    void countsWhatComesAfterTheEnd() {
        Mailboxes mailboxes = new Mailboxes(sink, counters);
        mailboxes.close();
        mailboxes.of("d").post(new Mailbox.Letter(message("a"), 1, sender));
        mailboxes.of("d").post(new Mailbox.Letter(message("b"), 0, sender));
        mailboxes.of("d").post(new Mailbox.Letter(message("c"), 0, null));
        assertThat(counters.snapshot())
                .containsEntry(DeviceCounter.NOT_KEPT_QOS_1, 1L)
                .containsEntry(DeviceCounter.LOST_QOS_0, 1L)
                .containsEntry(DeviceCounter.EVENTS_LOST, 1L);
        assertThat(sender.notKept).containsExactly("a", "b");
    }

    @Test
    void keepsNothingOfASenderBehindWhatWasNotKept() {
        sink.failing(true);
        Mailboxes mailboxes = new Mailboxes(sink, counters);
        for (int i = 1; i <= 300; i++) {
            mailboxes.of("d").post(new Mailbox.Letter(message("" + i), i, sender));
        }
        mailboxes.close();
        assertThat(sender.notKept).hasSize(300);
        assertThat(counters.snapshot()).containsEntry(DeviceCounter.NOT_KEPT_QOS_1, 300L);
    }

    private static DeviceMessage message(String body) {
        return new DeviceMessage(
                "d",
                null,
                body.getBytes(StandardCharsets.UTF_8),
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                "{}",
                TelemetryMessages.SOURCE,
                null,
                null,
                null);
    }

    private static final class RecordingSender implements Mailbox.Sender {

        private final List<String> kept = new CopyOnWriteArrayList<>();
        private final List<String> notKept = new CopyOnWriteArrayList<>();

        @Override
        public void kept(List<Mailbox.Letter> letters) {
            letters.forEach(letter -> kept.add(RecordingSink.text(letter.message())));
        }

        @Override
        public void notKept(Mailbox.Letter letter) {
            notKept.add(RecordingSink.text(letter.message()));
        }

        @Override
        public boolean failed() {
            return !notKept.isEmpty();
        }
    }
}
