package io.lineside.benchmarks.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that behaves at random, by a seed: comes by one transport or another, joins and leaves
 * groups, and goes well or badly; then comes again. On a virtual thread of its own.
 */
final class SoakClient implements Runnable {

    private enum Kind {
        SOCKET(SoakProtocol.JSON, 45),
        PACKED_SOCKET(SoakProtocol.MESSAGE_PACK, 15),
        STATEFUL_SOCKET(SoakProtocol.JSON, 10),
        STATEFUL_PACKED_SOCKET(SoakProtocol.MESSAGE_PACK, 5),
        EVENTS(SoakProtocol.JSON, 10),
        POLLS(SoakProtocol.JSON, 8),
        PACKED_POLLS(SoakProtocol.MESSAGE_PACK, 7);

        final SoakProtocol protocol;
        final int weight;

        Kind(SoakProtocol protocol, int weight) {
            this.protocol = protocol;
            this.weight = weight;
        }

        boolean isStateful() {
            return this == STATEFUL_SOCKET || this == STATEFUL_PACKED_SOCKET;
        }

        boolean isPolls() {
            return this == POLLS || this == PACKED_POLLS;
        }
    }

    private enum End {
        GOODBYE(50),
        SOCKET_CLOSED(12),
        RESET(20),
        SILENT(10),
        NEVER_CAME(4),
        NO_HANDSHAKE(4);

        final int weight;

        End(int weight) {
            this.weight = weight;
        }
    }

    private static final Duration LONGEST_AWAY = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BACK_AGAIN = 8;

    private final int port;
    private final HttpClient http;
    private final SoakPlan plan;
    private final SoakTally tally;
    private final SplittableRandom random;
    private final CountDownLatch stop;

    SoakClient(
            int port,
            HttpClient http,
            SoakPlan plan,
            SoakTally tally,
            SplittableRandom random,
            CountDownLatch stop) {
        this.port = port;
        this.http = http;
        this.plan = plan;
        this.tally = tally;
        this.random = random;
        this.stop = stop;
    }

    @Override
    public void run() {
        try {
            // Not all at once.
            boolean stopped = pause(random.nextLong(plan.meanSession().toMillis()));
            while (!stopped) {
                try {
                    come();
                } catch (IOException e) {
                    tally.unexpected(String.valueOf(e));
                }
                stopped = pause(random.nextLong(PAUSE.toMillis()));
            }
        } catch (InterruptedException e) {
            tally.unexpected("interrupted");
        }
    }

    /** True when it is time to stop. */
    private boolean pause(long millis) throws InterruptedException {
        return stop.await(millis, TimeUnit.MILLISECONDS);
    }

    private void come() throws IOException, InterruptedException {
        Kind kind = kind();
        End end = end();
        tally.sessions.increment();
        String token = negotiate(kind.isStateful());
        if (end == End.NEVER_CAME) {
            tally.ended("never came");
            return;
        }
        SoakSession session =
                new SoakSession(kind.protocol, kind.isStateful(), () -> line(kind, token), tally);
        try {
            if (end == End.NO_HANDSHAKE) {
                sayNothing(kind, session);
                return;
            }
            session.open();
            if (stay(kind, session)) {
                leave(kind, end, session);
            }
        } finally {
            session.end(true);
        }
    }

    private String negotiate(boolean stateful) throws IOException, InterruptedException {
        String query = "?negotiateVersion=1" + (stateful ? "&useStatefulReconnect=true" : "");
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://127.0.0.1:"
                                                        + port
                                                        + "/hub/negotiate"
                                                        + query))
                                .timeout(PATIENCE)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("negotiation was answered with " + answer.statusCode());
        }
        return JsonMapper.shared().readTree(answer.body()).path("connectionToken").stringValue();
    }

    private SoakLine line(Kind kind, String token) throws IOException {
        SoakLine.Posts posts =
                new SoakLine.Posts(
                        http, URI.create("http://127.0.0.1:" + port + "/hub?id=" + token));
        return switch (kind) {
            case SOCKET, PACKED_SOCKET, STATEFUL_SOCKET, STATEFUL_PACKED_SOCKET ->
                    new SoakLine.WebSocket(port, token, kind.protocol.opcode);
            case EVENTS -> new SoakLine.Events(port, token, posts);
            case POLLS, PACKED_POLLS -> new SoakLine.Polls(posts);
        };
    }

    /** A client that never says what it speaks is hung up on. */
    private void sayNothing(Kind kind, SoakSession session) throws InterruptedException {
        tally.ended("no handshake");
        if (!session.awaitOver(plan.handshakeTimeout().plus(PATIENCE))) {
            tally.wrong("no handshake, and not hung up on: " + kind);
        }
    }

    /** Joins, leaves, pings and comes back; false when the server has ended it. */
    private boolean stay(Kind kind, SoakSession session) throws IOException, InterruptedException {
        double mean = plan.meanSession().toMillis();
        long end = now() + (long) Math.min(5 * mean, -mean * Math.log(1 - random.nextDouble()));
        long nextPing = now() + plan.keepAlive().toMillis();
        call(session, "Join");
        // Only a client that has pinged is cut when it falls silent.
        session.ping();
        while (now() < end) {
            if (session.isOver()) {
                tally.ended("by the server");
                tally.unexpected("ended by the server: " + kind);
                return false;
            }
            if (now() >= nextPing) {
                session.ping();
                nextPing = now() + plan.keepAlive().toMillis();
            }
            session.acknowledge();
            if (random.nextInt(4) == 0) {
                call(session, random.nextBoolean() ? "Join" : "Leave");
            }
            if (kind.isStateful() && random.nextInt(BACK_AGAIN) == 0) {
                session.away(random.nextBoolean());
                boolean unused = pause(random.nextLong(LONGEST_AWAY.toMillis()));
                session.back();
            }
            if (pause(Math.min(random.nextLong(2 * STEP.toMillis()), Math.max(1, end - now())))) {
                break;
            }
        }
        return true;
    }

    private void call(SoakSession session, String method) throws IOException, InterruptedException {
        session.call(method, "g" + random.nextInt(plan.groups()));
    }

    private void leave(Kind kind, End end, SoakSession session)
            throws IOException, InterruptedException {
        switch (end) {
            case GOODBYE -> session.close();
            case SOCKET_CLOSED -> session.end(false);
            case RESET -> session.end(true);
            case SILENT -> beSilent(kind, session);
            case NEVER_CAME, NO_HANDSHAKE -> throw new IllegalStateException("it has come");
        }
        tally.ended(end.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** A client that says nothing and reads nothing must be cut. */
    private void beSilent(Kind kind, SoakSession session) throws InterruptedException {
        session.fallSilent();
        TimeUnit.MILLISECONDS.sleep(plan.cutAfter().toMillis());
        if (kind.isPolls()) {
            // There is no socket on which it could be seen.
            return;
        }
        session.listenAgain();
        if (!session.awaitOver(PATIENCE)) {
            tally.wrong("silent, and not cut: " + kind);
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    private Kind kind() {
        int at = random.nextInt(100);
        for (Kind kind : Kind.values()) {
            at -= kind.weight;
            if (at < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the weights are 100 together");
    }

    private End end() {
        int at = random.nextInt(100);
        for (End end : End.values()) {
            at -= end.weight;
            if (at < 0) {
                return end;
            }
        }
        throw new IllegalStateException("the weights are 100 together");
    }
}
