package io.lineside.signalr.connection;

import io.lineside.signalr.Hub;
import io.lineside.signalr.HubCall;
import io.lineside.signalr.HubFallback;
import io.lineside.signalr.HubMethod;
import io.lineside.signalr.HubStreamMethod;
import io.lineside.signalr.HubUploadMethod;
import io.lineside.signalr.Upload;
import io.lineside.signalr.delivery.Counters;
import io.lineside.signalr.protocol.ClientMessage;
import io.lineside.signalr.protocol.ServerMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and runs the hub's method that a client invokes, and answers. {@link #invoke} runs on the
 * connection's lane; methods with streams then run on virtual threads of their own, {@code
 * signalr-stream-…}.
 */
public final class HubDispatcher {

    /** What the name of a method stands for. */
    private sealed interface Method {
        String name();

        record Plain(String name, HubMethod code) implements Method {}

        record Streaming(String name, HubStreamMethod code) implements Method {}

        record Uploading(String name, HubUploadMethod code) implements Method {}
    }

    /** Work whose outcome is an answer; null for none. */
    private interface Work {
        @Nullable ServerMessage run() throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(HubDispatcher.class);

    /** How often a stream checks whether its client has taken what waits for it. */
    private static final Duration LOOK = Duration.ofMillis(5);

    /** The longest that invocations behind a stream wait for the items that it has at hand. */
    private static final Duration AT_HAND = Duration.ofMillis(20);

    private static final long BLINK_NANOS = 50_000;

    private final Hub hub;
    private final InvocationErrors errors;
    private final Counters counters;
    private final Map<String, Method> methods = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * @param detailedErrors whether clients see the message of every exception
     * @throws IllegalArgumentException two methods have the same name, ignoring case
     */
    public HubDispatcher(Hub hub, boolean detailedErrors, Counters counters) {
        this.hub = hub;
        this.errors = new InvocationErrors(detailedErrors);
        this.counters = counters;
        hub.methods().forEach((name, code) -> add(new Method.Plain(name, code)));
        hub.streams().forEach((name, code) -> add(new Method.Streaming(name, code)));
        hub.uploads().forEach((name, code) -> add(new Method.Uploading(name, code)));
    }

    private void add(Method method) {
        if (methods.put(method.name(), method) != null) {
            throw new IllegalArgumentException(
                    "hub method '" + method.name() + "': its name is there twice, case ignored");
        }
    }

    Hub hub() {
        return hub;
    }

    /**
     * Runs a method, or begins to; the answer is delivered to the caller if it wants one.
     *
     * @param uploads the streams that the invocation announces; null when their ids are in use
     */
    void invoke(
            ServerConnection caller,
            ClientMessage.Invocation call,
            @Nullable List<QueuedUpload> uploads) {
        Method method = method(call);
        String refusal = refusal(method, call, uploads);
        if (method == null || refusal != null) {
            caller.streams().unexpect(call.uploads());
            counters.invoked(method == null ? "unknown" : method.name(), true, 0);
            fail(
                    caller,
                    call,
                    refusal == null ? InvocationErrors.unknownMethod(call.target()) : refusal);
            return;
        }
        switch (method) {
            case Method.Plain plain ->
                    run(
                            caller,
                            call,
                            plain,
                            () -> {
                                Object result =
                                        plain.code.invoke(caller.session(), call.arguments());
                                return call.id() == null
                                        ? null
                                        : new ServerMessage.Result(call.id(), result);
                            });
            case Method.Streaming streaming -> stream(caller, call, streaming);
            case Method.Uploading uploading -> upload(caller, call, uploading, uploads);
        }
    }

    private @Nullable Method method(ClientMessage.Invocation call) {
        Method method = methods.get(call.target());
        HubFallback fallback = hub.fallback();
        if (method != null || fallback == null || call.streaming()) {
            return method;
        }
        // Counted under one name: clients must not be able to add names to the meters.
        return new Method.Plain(
                "unknown",
                (caller, arguments) ->
                        fallback.invoke(caller, new HubCall(call.id(), call.target(), arguments)));
    }

    private void upload(
            ServerConnection caller,
            ClientMessage.Invocation call,
            Method.Uploading method,
            @Nullable List<QueuedUpload> uploads) {
        List<Upload> streams = uploads == null ? List.of() : List.copyOf(uploads);
        Work work =
                () -> {
                    Object result = method.code.invoke(caller.session(), call.arguments(), streams);
                    return call.id() == null ? null : new ServerMessage.Result(call.id(), result);
                };
        Thread unused =
                Thread.ofVirtual()
                        .name("signalr-stream-" + caller.id())
                        .start(
                                () -> {
                                    try {
                                        run(caller, call, method, work);
                                    } finally {
                                        caller.streams().unexpect(call.uploads());
                                    }
                                });
    }

    private void stream(
            ServerConnection caller, ClientMessage.Invocation call, Method.Streaming method) {
        String id = call.id();
        if (id == null) {
            return;
        }
        Thread thread =
                Thread.ofVirtual()
                        .name("signalr-stream-" + caller.id())
                        .unstarted(
                                () ->
                                        run(
                                                caller,
                                                call,
                                                method,
                                                () -> streamed(caller, call, method, id)));
        if (caller.streams().begin(id, thread)) {
            thread.start();
            letBegin(thread);
        } else {
            fail(caller, call, InvocationErrors.idInUse(id));
        }
    }

    /**
     * Waits until a stream has sent the items that it has at hand, and has to wait for something
     * itself: they are sent before the answers to the invocations behind it, as in ASP.NET Core.
     */
    private static void letBegin(Thread stream) {
        long begin = System.nanoTime();
        while (stream.getState() == Thread.State.RUNNABLE
                && System.nanoTime() - begin < AT_HAND.toNanos()) {
            LockSupport.parkNanos(BLINK_NANOS);
        }
    }

    private static ServerMessage streamed(
            ServerConnection caller,
            ClientMessage.Invocation call,
            Method.Streaming method,
            String id)
            throws Exception {
        try {
            method.code.stream(caller.session(), call.arguments(), item -> send(caller, id, item));
        } catch (InterruptedException e) {
            LOG.debug("Stream {} of {} was cancelled", id, caller.id());
        } finally {
            caller.streams().finished(id);
        }
        return new ServerMessage.StreamEnd(id);
    }

    private static void send(ServerConnection caller, String id, Object item)
            throws InterruptedException {
        while (caller.recipient().isLoaded()) {
            Thread.sleep(LOOK);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("cancelled");
        }
        caller.recipient().deliver(new ServerMessage.StreamItem(id, item));
    }

    private void run(
            ServerConnection caller, ClientMessage.Invocation call, Method method, Work work) {
        long begin = System.nanoTime();
        String error = null;
        try {
            ServerMessage answer = work.run();
            if (answer != null) {
                caller.recipient().deliver(answer);
            }
        } catch (Throwable e) {
            // An Error too: the client waits for an answer, and further invocations wait for this.
            error =
                    errors.failure(
                            call.target(), method.name(), method instanceof Method.Streaming, e);
        }
        counters.invoked(method.name(), error != null, System.nanoTime() - begin);
        if (error != null) {
            fail(caller, call, error);
        }
    }

    private static void fail(ServerConnection caller, ClientMessage.Invocation call, String error) {
        String id = call.id();
        if (id != null) {
            caller.recipient().deliver(new ServerMessage.Failure(id, error));
        }
    }

    /** Why an invocation does not fit its method; null when it does. */
    private static @Nullable String refusal(
            @Nullable Method method,
            ClientMessage.Invocation call,
            @Nullable List<QueuedUpload> uploads) {
        return switch (method) {
            case null -> null;
            case Method.Streaming _ when !call.streaming() ->
                    InvocationErrors.streams(call.target());
            case Method.Plain _, Method.Uploading _ when call.streaming() ->
                    InvocationErrors.doesNotStream(call.target());
            case Method.Plain _, Method.Streaming _ when !call.uploads().isEmpty() ->
                    InvocationErrors.failedToInvoke(call.target());
            case Method.Uploading _ when uploads == null || uploads.isEmpty() ->
                    InvocationErrors.failedToInvoke(call.target());
            default -> null;
        };
    }
}
