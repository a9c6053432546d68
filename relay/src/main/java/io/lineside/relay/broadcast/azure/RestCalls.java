package io.lineside.relay.broadcast.azure;

import io.lineside.relay.broadcast.NoDeliveryException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls of the service's REST API, on pooled connections: signs a call, sends it once (a call
 * that was refused for its token alone is signed and sent anew) and returns its outcome. Retries
 * are for the caller. Blocks; safe on any thread.
 */
final class RestCalls implements AutoCloseable {

    /**
     * Shorter than the time of any call, so that a call that fails while connecting was certainly
     * not sent.
     */
    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** The longest pause that is kept when the service asks for one. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private static final Duration USUAL_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_SIGNATURES = 3;
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private final URI server;
    private final String audience;
    private final TokenSource tokens;
    private final ServiceState state;
    private final InstantSource clock;
    private final AtomicReference<Instant> pausedUntil = new AtomicReference<>(Instant.MIN);
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("azure-http-", 0).factory());
    private final HttpClient http;

    /**
     * @param server the address of the calls
     * @param audience scheme and host, the audience of tokens
     * @param tls null for the JDK's default
     */
    RestCalls(
            URI server,
            String audience,
            TokenSource tokens,
            ServiceState state,
            @Nullable SSLContext tls,
            InstantSource clock) {
        this.server = server;
        this.audience = audience;
        this.tokens = tokens;
        this.state = state;
        this.clock = clock;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        // With HTTP/2, one connection for all calls would let one slow answer hold
                        // up the rest.
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .executor(threads);
        if (tls != null) {
            builder.sslContext(tls);
        }
        this.http = builder.build();
    }

    /**
     * Makes a call.
     *
     * @param path escaped, from the host on
     * @param query the query, without question mark
     * @param body JSON; null for none
     */
    CallOutcome call(
            String method, String path, String query, byte @Nullable [] body, Duration timeout) {
        Duration pause = Duration.between(clock.instant(), pausedUntil.get());
        if (pause.isPositive()) {
            return new CallOutcome.NotTaken("the service asked to be left alone", pause);
        }
        CallOutcome outcome;
        try {
            outcome = signed(method, path, query, body, timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CallOutcome.Uncertain("the relay is stopping");
        } catch (NoDeliveryException e) {
            outcome = refusedForToken(String.valueOf(e.getMessage()));
        } catch (IOException | UnresolvedAddressException e) {
            outcome = failed(e);
        }
        return outcome;
    }

    private CallOutcome signed(
            String method, String path, String query, byte @Nullable [] body, Duration timeout)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = null;
        for (int i = 0; i < MOST_SIGNATURES; i++) {
            TokenSource.Bearer bearer = tokens.forCall(audience + path);
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(server + path + "?" + query))
                            .timeout(timeout)
                            .header("Authorization", "Bearer " + bearer.token());
            if (body == null) {
                request.method(method, HttpRequest.BodyPublishers.noBody());
            } else {
                request.header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
            }
            answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 401 || !tokens.refused(bearer.by(), date(answer))) {
                break;
            }
        }
        return answer == null ? new CallOutcome.Uncertain("nothing was sent") : judged(answer);
    }

    private CallOutcome judged(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status < CLIENT_ERROR) {
            state.worked();
            return new CallOutcome.Done(answer.body());
        }
        switch (status) {
            case 401, 403 -> {
                return refusedForToken(
                        "the service answered " + status + ": it knows no such key or identity");
            }
            case 404 -> {
                state.worked();
                return new CallOutcome.Missing();
            }
            case 429 -> {
                Duration pause = retryAfter(answer);
                pausedUntil.accumulateAndGet(
                        clock.instant().plus(pause), (a, b) -> a.isAfter(b) ? a : b);
                state.throttled(pause);
                return new CallOutcome.NotTaken("the service throttles", pause);
            }
            default -> {}
        }
        if (status >= SERVER_ERROR || status == 408) {
            state.failed("the service answered " + status);
            return new CallOutcome.Uncertain("the service answered " + status);
        }
        // The service answers, so it works: it refuses only this call.
        state.worked();
        String code = answer.headers().firstValue("x-ms-error-code").orElse("");
        return new CallOutcome.Refused(
                status, ("the service answered " + status + " " + code).strip());
    }

    private CallOutcome refusedForToken(String reason) {
        state.refused(reason);
        return new CallOutcome.NotTaken(reason, Duration.ZERO);
    }

    private CallOutcome failed(Exception e) {
        boolean notSent =
                e instanceof ConnectException
                        || e instanceof HttpConnectTimeoutException
                        || e instanceof UnresolvedAddressException
                        || e instanceof javax.net.ssl.SSLHandshakeException;
        String reason =
                notSent
                        ? "the service cannot be reached"
                        : e instanceof HttpTimeoutException
                                ? "the service did not answer in time"
                                : "the connection to the service broke";
        state.failed(reason);
        return notSent
                ? new CallOutcome.NotTaken(reason, Duration.ZERO)
                : new CallOutcome.Uncertain(reason);
    }

    private Duration retryAfter(HttpResponse<?> answer) {
        Optional<String> header = answer.headers().firstValue("Retry-After");
        Duration pause =
                header.filter(text -> text.matches("[0-9]{1,6}"))
                        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                        .or(
                                () ->
                                        header.map(RestCalls::time)
                                                .map(at -> Duration.between(clock.instant(), at)))
                        .orElse(USUAL_PAUSE);
        Duration least = Duration.ofMillis(100);
        return pause.compareTo(least) < 0
                ? least
                : pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static @Nullable Instant date(HttpResponse<?> answer) {
        return answer.headers().firstValue("Date").map(RestCalls::time).orElse(null);
    }

    private static @Nullable Instant time(String text) {
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
