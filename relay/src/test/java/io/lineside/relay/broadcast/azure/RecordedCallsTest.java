package io.lineside.relay.broadcast.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lineside.relay.config.AzureConnectionString;
import io.lineside.relay.config.RelayConfig;
import io.lineside.servicefake.Recording;
import io.lineside.servicefake.Recording.Step;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every recorded call of the operations that are used: the relay sends the call as it was recorded,
 * and derives the right outcome from the recorded answer.
 */
class RecordedCallsTest {

    private static final String KEY = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";
    private static final String VERSION = "api-version=2022-06-01";
    private static final Pattern SEND =
            Pattern.compile("POST /api/hubs/plant(?:/(groups|users|connections)/([^/]+))?/:send");
    private static final Pattern MEMBER =
            Pattern.compile("(PUT|DELETE) /api/hubs/plant/groups/([^/]+)/connections/([^/]+)");
    private static final Pattern CONNECTION =
            Pattern.compile("(HEAD|DELETE) /api/hubs/plant/connections/([^/]+)");

    private final HttpService service;
    private @Nullable RestCalls calls;

    RecordedCallsTest() throws IOException {
        service = new HttpService();
    }

    @BeforeEach
    void given() {
        assumeTrue(Recording.isThere(), "the recorded exchanges are not beside this checkout");
    }

    @AfterEach
    void stop() {
        if (calls != null) {
            calls.close();
        }
        service.close();
    }

    private ServiceClient client() {
        RelayConfig.AzureSignalR config =
                new RelayConfig.AzureSignalR(
                        AzureConnectionString.parse(
                                "Endpoint=http://127.0.0.1;Port=%d;AccessKey=%s;Version=1.0;"
                                        .formatted(service.port(), KEY)),
                        null,
                        "plant",
                        null,
                        8,
                        100_000,
                        null);
        calls =
                new RestCalls(
                        URI.create("http://127.0.0.1:" + service.port()),
                        "http://127.0.0.1",
                        Identities.tokens(config, InstantSource.system()),
                        new ServiceState(InstantSource.system()),
                        null,
                        InstantSource.system());
        return new ServiceClient(calls, "plant", time -> {});
    }

    @Test
    void areMadeAsRecordedAndTheirAnswersUnderstood() throws Exception {
        ServiceClient client = client();
        List<String> done = new ArrayList<>();
        for (Step step : Recording.read()) {
            if (!(step instanceof Step.Rest rest)) {
                continue;
            }
            Step.Rest call = named(rest);
            service.asked.clear();
            service.answering = asked -> new HttpService.Reply(call.status(), headers(call), "");
            CallOutcome outcome = made(client, call);
            if (outcome == null) {
                continue;
            }
            done.add(call.method() + " " + call.url());
            assertAsRecorded(service.asked.getFirst(), call);
            assertUnderstood(outcome, call);
        }
        assertThat(done).as("calls of operations that are used").hasSizeGreaterThanOrEqualTo(25);
    }

    /** The call, with ids in the service's form. */
    private static Step.Rest named(Step.Rest call) {
        return new Step.Rest(
                call.method(),
                call.url().replaceAll("<([a-d])>", "$1-Qk3_xW0aZ9"),
                call.token(),
                call.body(),
                call.status(),
                call.answer());
    }

    private static Map<String, String> headers(Step.Rest call) {
        return call.answer().startsWith("WWW-Authenticate: ")
                ? Map.of("WWW-Authenticate", call.answer().substring(18))
                : Map.of();
    }

    /** The outcome of the call; null when the relay makes no such call. */
    private static @Nullable CallOutcome made(ServiceClient client, Step.Rest call) {
        String line = call.method() + " " + path(call.url());
        String query = call.url().replaceFirst("^[^?]*\\??", "");
        if (!query.contains(VERSION) || query.contains("excluded=")) {
            return null;
        }
        String body = call.body();
        Matcher send = SEND.matcher(line);
        if (send.matches() && body != null) {
            byte[] message = body.getBytes(StandardCharsets.UTF_8);
            return switch (send.group(1)) {
                case "groups" -> client.sendToGroup(decoded(send.group(2)), message);
                case "users" -> client.sendToUser(decoded(send.group(2)), message);
                case "connections" -> client.sendToConnection(decoded(send.group(2)), message);
                case null, default -> client.sendToAll(message);
            };
        }
        Matcher member = MEMBER.matcher(line);
        if (member.matches()) {
            String group = decoded(member.group(2));
            return member.group(1).equals("PUT")
                    ? client.join(member.group(3), group)
                    : client.leave(member.group(3), group);
        }
        Matcher connection = CONNECTION.matcher(line);
        if (!connection.matches()) {
            return null;
        }
        return connection.group(1).equals("HEAD")
                ? client.exists(connection.group(2))
                : client.close(connection.group(2), "shift over");
    }

    private static String path(String url) {
        return url.replaceFirst("\\?.*$", "");
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    private static void assertAsRecorded(HttpService.Asked asked, Step.Rest call) throws Exception {
        assertThat(asked.line()).isEqualTo(call.method() + " " + path(call.url()));
        String query = call.url().substring(call.url().indexOf('?') + 1);
        List<String> recorded = new ArrayList<>(Arrays.asList(query.split("&")));
        if (call.method().equals("DELETE") && path(call.url()).matches(".*plant/connections/.*")) {
            // The relay always gives a client the reason.
            recorded.remove("reason=shift%20over");
            recorded.add("reason=shift%20over");
        }
        assertThat(asked.query().split("&")).containsExactlyInAnyOrderElementsOf(recorded);
        assertThat(asked.body()).isEqualTo(call.body() == null ? "" : call.body());
        assertThat(asked.jwt().getJWTClaimsSet().getAudience())
                .containsExactly("http://127.0.0.1" + path(call.url()));
    }

    private static void assertUnderstood(CallOutcome outcome, Step.Rest call) {
        Class<? extends CallOutcome> expected =
                switch (call.status()) {
                    case 200, 202, 204 -> CallOutcome.Done.class;
                    case 404 -> CallOutcome.Missing.class;
                    case 401 -> CallOutcome.NotTaken.class;
                    case 500 -> CallOutcome.Uncertain.class;
                    default -> CallOutcome.Refused.class;
                };
        assertThat(outcome).as(call.toString()).isInstanceOf(expected);
    }
}
