package io.lineside.relay.broadcast.azure;

import io.lineside.relay.broadcast.NoDeliveryException;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets connections join and leave groups: the changes of one connection in order, the groups of one
 * change side by side, and the number of calls bounded over all connections. Safe on any thread;
 * nothing here waits.
 */
final class Memberships implements AutoCloseable {

    /** How many changes of one connection may wait; further ones are refused. */
    static final int MOST_WAITING = 8;

    /**
     * The waits between tries to join: a new connection is not known everywhere in the service at
     * once.
     */
    private static final List<Duration> UNTIL_KNOWN =
            List.of(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800));

    private static final int MOST_CALLS = 16;

    private static final class Tail {
        CompletableFuture<?> last = CompletableFuture.completedFuture(null);
        int waiting;
    }

    private final ServiceClient service;
    private final ServiceClient.Pause pause;
    private final Counter refused;
    private final Semaphore calls = new Semaphore(MOST_CALLS, true);
    private final Map<String, Tail> tails = new HashMap<>();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("azure-join-", 0).factory());

    /**
     * @param refused counts changes that found too many waiting
     */
    Memberships(ServiceClient service, ServiceClient.Pause pause, Counter refused) {
        this.service = service;
        this.pause = pause;
        this.refused = refused;
    }

    /** Adds a connection to groups; false when there is no such connection. */
    CompletableFuture<Boolean> join(String connectionId, Collection<String> groups) {
        List<String> all = List.copyOf(groups);
        return inOrder(connectionId, () -> joined(connectionId, all));
    }

    /** Takes a connection out of groups. */
    void leave(String connectionId, Collection<String> groups) {
        List<String> all = List.copyOf(groups);
        CompletableFuture<?> unused =
                inOrder(
                        connectionId,
                        () -> sideBySide(all, group -> service.leave(connectionId, group)));
    }

    /** Whether the connection exists. */
    CompletableFuture<Boolean> exists(String connectionId) {
        return CompletableFuture.supplyAsync(
                () -> isDone(within(() -> service.exists(connectionId))), threads);
    }

    private CompletableFuture<Boolean> inOrder(String connectionId, Supplier<Boolean> change) {
        synchronized (tails) {
            Tail tail = tails.computeIfAbsent(connectionId, id -> new Tail());
            if (tail.waiting >= MOST_WAITING) {
                refused.increment();
                return CompletableFuture.failedFuture(
                        new NoDeliveryException(
                                "too many changes of this connection's groups wait"));
            }
            tail.waiting++;
            CompletableFuture<Boolean> mine =
                    tail.last
                            .handle((done, error) -> true)
                            .thenApplyAsync(before -> change.get(), threads);
            tail.last = mine.whenComplete((done, error) -> ended(connectionId, tail));
            return mine;
        }
    }

    private void ended(String connectionId, Tail tail) {
        synchronized (tails) {
            tail.waiting--;
            if (tail.waiting == 0) {
                tails.remove(connectionId, tail);
            }
        }
    }

    // Joins the first group alone, then the others: a connection that does not exist costs one
    // call, not forty.
    private boolean joined(String connectionId, List<String> groups) {
        String first = groups.getFirst();
        CallOutcome outcome = within(() -> service.join(connectionId, first));
        for (Duration wait : UNTIL_KNOWN) {
            if (!(outcome instanceof CallOutcome.Missing)) {
                break;
            }
            rest(wait);
            outcome = within(() -> service.join(connectionId, first));
        }
        return isDone(outcome)
                && sideBySide(
                        groups.subList(1, groups.size()),
                        group -> service.join(connectionId, group));
    }

    private void rest(Duration wait) {
        try {
            pause.of(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoDeliveryException("the relay is stopping");
        }
    }

    @FunctionalInterface
    private interface Call {
        CallOutcome on(String group);
    }

    private boolean sideBySide(List<String> groups, Call call) {
        List<Future<Boolean>> started = new ArrayList<>();
        for (String group : groups) {
            started.add(threads.submit(() -> isDone(within(() -> call.on(group)))));
        }
        boolean all = true;
        for (Future<Boolean> each : started) {
            try {
                all &= each.get();
            } catch (ExecutionException e) {
                throw NoDeliveryException.of(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NoDeliveryException("the relay is stopping");
            }
        }
        return all;
    }

    private CallOutcome within(Callable<CallOutcome> call) {
        try {
            calls.acquire();
            try {
                return call.call();
            } finally {
                calls.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoDeliveryException("the relay is stopping");
        } catch (Exception e) {
            throw new NoDeliveryException(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isDone(CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Done _ -> true;
            case CallOutcome.Missing _ -> false;
            case CallOutcome.NotTaken _, CallOutcome.Uncertain _, CallOutcome.Refused _ ->
                    throw new NoDeliveryException(
                            "Azure SignalR Service cannot be asked: " + outcome.why());
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
