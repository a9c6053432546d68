package io.lineside.emulator.amqp;

import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.engine.Session;

/**
 * The request nodes of one connection, {@code $cbs} and {@code $management}, and their answers.
 * Used on the channel's event loop alone.
 */
final class RequestNodes {

    private record NodeKey(Session session, Address.Node node) {}

    private final AmqpService service;
    private final Grants grants;
    private final Map<NodeKey, RequestNode> nodes = new HashMap<>();

    RequestNodes(AmqpService service, Grants grants) {
        this.service = service;
        this.grants = grants;
    }

    /** The node of this session; made when either of its links comes first. */
    RequestNode node(Session session, Address.Node node) {
        return nodes.computeIfAbsent(
                new NodeKey(session, node),
                key ->
                        switch (node) {
                            case CBS -> new RequestNode(this::putToken);
                            case MANAGEMENT -> new RequestNode(this::manage);
                        });
    }

    private ProtonBuffer manage(Messages.Request request) {
        if (!grants.allow(service.hub())) {
            // The Java client puts its token into the request itself.
            String fault =
                    grants.accept(service.hub(), ":sastoken", request.property("security_token"));
            if (fault != null) {
                return Messages.answer(request, 401, fault, null);
            }
        }
        return service.management().answer(request);
    }

    private ProtonBuffer putToken(Messages.Request request) {
        if (!request.property("operation").equals("put-token")) {
            return Messages.answer(request, 400, "operation must be put-token", null);
        }
        String fault =
                grants.accept(
                        request.property("name"),
                        request.property("type"),
                        String.valueOf(request.body()));
        return fault == null
                ? Messages.answer(request, 202, "Accepted", null)
                : Messages.answer(request, 401, fault, null);
    }
}
