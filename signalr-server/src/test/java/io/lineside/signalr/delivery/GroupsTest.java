package io.lineside.signalr.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.signalr.connection.TestConnections;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GroupsTest {

    private final Groups groups = new Groups();

    @Test
    void hasAMemberOnceHoweverOftenItJoins() {
        Recipient one = opened("one");

        assertThat(groups.join(one, "g")).isTrue();
        assertThat(groups.join(one, "g")).isTrue();

        assertThat(groups.members("g").all()).containsExactly(one);
        assertThat(groups.members("G").all()).isEmpty();
    }

    @Test
    void forgetsAGroupWhoseLastMemberLeft() {
        Recipient one = opened("one");
        groups.join(one, "g");

        assertThat(groups.leave(one, "g")).isTrue();
        assertThat(groups.leave(one, "never joined")).isTrue();

        assertThat(groups.size()).isZero();
    }

    @Test
    void takesNobodyWhoIsNotOpenOrHasEnded() {
        Recipient one = recipient("one");
        assertThat(groups.join(one, "g")).isFalse();

        groups.opened(one);
        groups.join(one, "g");
        groups.ended(one);

        assertThat(groups.join(one, "g")).isFalse();
        assertThat(groups.leave(one, "g")).isFalse();
        assertThat(groups.size()).isZero();
    }

    @Test
    void keepsNobodyWhoEndsWhileJoining() throws Exception {
        for (int round = 0; round < 500; round++) {
            Recipient one = opened("c" + round);
            CountDownLatch go = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String group = "g" + i;
                threads.add(started(go, () -> groups.join(one, group)));
            }
            threads.add(started(go, () -> groups.ended(one)));
            go.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(groups.size()).isZero();
        }
    }

    private static Thread started(CountDownLatch go, Runnable work) {
        return Thread.ofPlatform()
                .name("test-groups")
                .start(
                        () -> {
                            try {
                                go.await();
                                work.run();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    private Recipient opened(String id) {
        Recipient recipient = recipient(id);
        groups.opened(recipient);
        return recipient;
    }

    private static Recipient recipient(String id) {
        return TestConnections.connection(id).recipient();
    }
}
