package io.lineside.signalr.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lineside.signalr.EncodedMessage;
import io.lineside.signalr.Hub;
import io.lineside.signalr.HubOptions;
import io.lineside.signalr.connection.ConnectionOwner;
import io.lineside.signalr.connection.ServerConnection;
import io.lineside.signalr.connection.TestConnections;
import io.lineside.signalr.protocol.HubProtocol;
import io.lineside.signalr.protocol.ServerMessage;
import io.lineside.signalr.transport.TestSockets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpoolTest implements ConnectionOwner {

    private final Counters counters = new Counters(new SimpleMeterRegistry(), "/hub");
    private @Nullable ServerConnection failing;
    private @Nullable ServerConnection endless;
    private volatile boolean ended;
    private int wakes;
    private final Spool spool = new Spool(() -> wakes++);
    private final ByteArrayEndPoint one = client(1 << 20);
    private final ByteArrayEndPoint other = client(1 << 20);
    private final ServerConnection toOne = connection("one", HubProtocol.JSON, one);
    private final ServerConnection toOther = connection("other", HubProtocol.JSON, other);
    private final Members both = members(toOne, toOther);

    @Test
    void whatIsSaidToAGroupWaitsForARoundAndWakesItsWriterOnce() {
        say(both, "a");
        say(both, "b");

        assertThat(wakes).isEqualTo(1);
        assertThat(heard(toOne, one)).isEmpty();

        spool.settle();

        assertThat(heard(toOne, one)).containsExactly("a", "b");
        assertThat(heard(toOther, other)).containsExactly("a", "b");
        say(both, "c");
        assertThat(wakes).isEqualTo(2);
    }

    @Test
    void whatIsSaidToAMemberAloneComesBehindWhatWasSaidToItsGroupsBefore() {
        say(both, "first");
        toOne.recipient().deliver(EncodedMessage.invocation("second"));
        say(members(toOne), "third");
        say(both, "fourth");
        spool.settle();

        assertThat(heard(toOne, one)).containsExactly("first", "second", "third", "fourth");
        assertThat(heard(toOther, other)).containsExactly("first", "fourth");
    }

    @Test
    void aGoodbyeComesBehindWhatWasSaidToTheGroup() {
        say(both, "last");

        toOne.close(ServerMessage.Close.GOODBYE, null);

        assertThat(heard(toOne, one)).first().isEqualTo("last");
    }

    @Test
    void whatWaitsIsSeenWhenItIsAskedFor() {
        say(both, "a");

        assertThat(toOne.recipient().connection().outbox().waitingMessages()).isEqualTo(1);
    }

    @Test
    void aPublisherThatIsFasterThanTheWritersSettlesItself() {
        for (int i = 0; i < Spool.MOST_MESSAGES; i++) {
            say(both, "m" + i);
        }

        assertThat(heard(toOne, one)).hasSize(Spool.MOST_MESSAGES);
        say(both, "x".repeat(Spool.MOST_BYTES));
        assertThat(heard(toOne, one)).hasSize(1);
    }

    @Test
    void aPublisherToALargeGroupSettlesItselfSooner() {
        Recipient[] crowd = new Recipient[Spool.MOST_OFFERS / 2];
        Arrays.fill(crowd, toOther.recipient());
        crowd[0] = toOne.recipient();
        Members large = Members.of(crowd);

        say(large, "a");
        assertThat(heard(toOne, one)).isEmpty();
        say(large, "b");

        assertThat(heard(toOne, one)).containsExactly("a", "b");
    }

    @Test
    void eachMemberIsToldInItsProtocol() {
        ByteArrayEndPoint packing = client(1 << 20);
        ServerConnection toPacking = connection("packing", HubProtocol.MESSAGE_PACK, packing);

        say(both.with(toPacking.recipient()), "a");
        spool.settle();

        assertThat(heard(toOne, one)).containsExactly("a");
        assertThat(heard(toPacking, packing))
                .singleElement()
                .asString()
                .doesNotContain("{")
                .contains("a");
    }

    @Test
    void whatCannotBeWrittenIsTheFaultOfWhoSaidIt() {
        EncodedMessage wrong = EncodedMessage.invocation("x", new Object[] {new Unwritable()});

        assertThatThrownBy(() -> spool.add(both, wrong)).hasMessageContaining("it has none");

        spool.settle();
        assertThat(heard(toOne, one)).isEmpty();
    }

    @Test
    void aMemberThatIsTooSlowHearsNoMoreAndIsCutWithoutHarmToTheOthers() {
        ServerConnection toSlow = connection("slow", HubProtocol.JSON, client(64));
        Members all = both.with(toSlow.recipient());
        String large = "x".repeat(HubOptions.defaults().maxOutboxBytes() / 2);
        for (int i = 0; i < 4; i++) {
            say(all, large);
            spool.settle();
            toSlow.recipient().drain();
            heard(toOther, other);
        }
        say(all, "small");
        spool.settle();

        await().until(toSlow::isEnded);
        assertThat(toOther.recipient().connection().isOpen()).isTrue();
        assertThat(heard(toOther, other)).containsExactly("small");
        assertThat(counters.slowDisconnects.sum()).isEqualTo(1);
    }

    @Test
    void everyPublishersOrderIsKeptWhileAWriterSettles() throws Exception {
        int each = 2_000;
        CountDownLatch done = new CountDownLatch(3);
        for (int p = 0; p < 3; p++) {
            String name = "p" + p;
            Thread.ofPlatform()
                    .name("test-" + name)
                    .start(
                            () -> {
                                for (int i = 0; i < each; i++) {
                                    EncodedMessage next = EncodedMessage.invocation(name + "-" + i);
                                    if (i % 7 == 0) {
                                        toOne.recipient().deliver(next);
                                    } else {
                                        spool.add(both, next);
                                    }
                                }
                                done.countDown();
                            });
        }
        List<String> all = new ArrayList<>();
        while (done.getCount() > 0) {
            spool.settle();
            all.addAll(heard(toOne, one));
        }
        spool.settle();
        all.addAll(heard(toOne, one));

        for (int p = 0; p < 3; p++) {
            String name = "p" + p + "-";
            assertThat(all.stream().filter(message -> message.startsWith(name)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, each).mapToObj(i -> name + i).toList());
        }
    }

    @Test
    void whatFailsForOneMemberEndsThatMemberAloneAndNobodyMissesAnything() {
        ServerConnection toFailing = connection("failing", HubProtocol.JSON, client(1 << 20));
        Members all = members(toOne, toFailing, toOther);
        failing = toFailing;
        say(all, "a");
        say(both, "b");

        spool.settle();

        assertThat(heard(toOne, one)).containsExactly("a", "b");
        assertThat(heard(toOther, other)).containsExactly("a", "b");
        assertThat(toFailing.isEnded()).isTrue();
    }

    @Test
    void aWriterGoesOnThoughEvenEndingAConnectionFails() {
        ByteArrayEndPoint broken =
                new ByteArrayEndPoint() {
                    @Override
                    public boolean flush(ByteBuffer... buffers) throws IOException {
                        if (endless != null) {
                            throw new OutOfMemoryError("as if");
                        }
                        return super.flush(buffers);
                    }
                };
        ServerConnection toBroken = connection("broken", HubProtocol.JSON, broken);
        toBroken.recipient().deliver(EncodedMessage.invocation("a"));
        toOne.recipient().deliver(EncodedMessage.invocation("a"));
        endless = toBroken;
        try (Writers writers = new Writers(spool::settle)) {
            writers.ready(toBroken.recipient());
            writers.ready(toOne.recipient());

            await().until(() -> one.getOutputString().contains("a"));
        }
        assertThat(ended).isTrue();
    }

    private static final class Unwritable {
        @SuppressWarnings("unused")
        public String getText() {
            throw new IllegalStateException("it has none");
        }
    }

    private static Members members(ServerConnection... connections) {
        return Members.of(
                Arrays.stream(connections)
                        .map(ServerConnection::recipient)
                        .toArray(Recipient[]::new));
    }

    private void say(Members to, String target) {
        spool.add(to, EncodedMessage.invocation(target));
    }

    /** What the client has received since the last call: targets, or whole messages without one. */
    private static List<String> heard(ServerConnection connection, ByteArrayEndPoint client) {
        List<String> heard = new ArrayList<>();
        ByteBuffer sent;
        do {
            connection.recipient().drain();
            sent = client.takeOutput();
            while (sent.hasRemaining()) {
                heard.add(message(sent).replaceFirst("(?s).*\"target\":\"([^\"]*)\".*", "$1"));
            }
        } while (sent.limit() > 0);
        return heard;
    }

    /** The payload of a server's frame, which is not masked and never in pieces. */
    private static String message(ByteBuffer sent) {
        sent.get();
        int length = sent.get();
        byte[] payload =
                new byte
                        [switch (length) {
                            case 126 -> Short.toUnsignedInt(sent.getShort());
                            case 127 -> Math.toIntExact(sent.getLong());
                            default -> length;
                        }];
        sent.get(payload);
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** A client whose socket takes this many bytes until they are taken out. */
    private static ByteArrayEndPoint client(int bytes) {
        return new ByteArrayEndPoint(new byte[0], bytes);
    }

    private ServerConnection connection(String id, HubProtocol protocol, ByteArrayEndPoint client) {
        ServerConnection connection =
                TestConnections.connection(id, false, Hub.of(Map.of()), counters, this, () -> 0);
        connection.attached(TestSockets.webSocket(client, connection));
        TestConnections.open(connection, protocol);
        connection.recipient().drain();
        client.takeOutput();
        return connection;
    }

    @Override
    public void opened(ServerConnection opened) {}

    @Override
    public void ended(ServerConnection gone) {
        if (gone == endless) {
            ended = true;
            throw new OutOfMemoryError("as if");
        }
    }

    @Override
    public void forgotten(ServerConnection gone) {}

    @Override
    public void ready(Recipient writable) {
        if (failing != null && writable == failing.recipient()) {
            throw new StackOverflowError("as if");
        }
    }

    @Override
    public void settle() {
        spool.settle();
    }
}
