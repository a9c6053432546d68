package io.lineside.relay.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.lineside.core.alarm.Transition;
import io.lineside.core.engine.Acknowledge;
import io.lineside.core.engine.PlantAlarms;
import io.lineside.core.engine.PlantCommands;
import io.lineside.model.AssetPath;
import io.lineside.relay.broadcast.WireMessages;
import io.lineside.relay.decode.Excerpt;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.Groups;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alarms: those that are not normal, acknowledging, and the journal. */
final class AlarmRoutes implements Routes {

    private static final Logger LOG = LoggerFactory.getLogger(AlarmRoutes.class);
    private static final int MOST_LOGGED = 64;
    private static final int JOURNAL_LIMIT = 1_000;
    private static final int JOURNAL_MOST = 100_000;

    private final PlantAlarms alarms;
    private final PlantCommands commands;
    private final String actingUser;
    private final Bodies bodies;

    AlarmRoutes(PlantAlarms alarms, PlantCommands commands, String actingUser, Bodies bodies) {
        this.alarms = alarms;
        this.commands = commands;
        this.actingUser = actingUser;
        this.bodies = bodies;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/alarms", this::alarms);
        routes.post("/api/alarms/acknowledge", this::acknowledge);
        routes.get("/api/alarms/journal", this::journal);
    }

    private void alarms(Context context) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("epoch", alarms.journalId());
        body.put("alarms", WireMessages.alarms(alarms.current()));
        bodies.answer(context, 200, body);
    }

    private void acknowledge(Context context) throws Exception {
        Acknowledgement sent = bodies.read(context, Acknowledgement.class, List.of("comment"));
        Acknowledge command =
                new Acknowledge(
                        sent.commandId(),
                        sent.alarm(),
                        sent.occurrence(),
                        sent.comment(),
                        actingUser);
        try {
            Acknowledgement.Answer answer =
                    WireMessages.answer(commands.acknowledge(command).get(10, TimeUnit.SECONDS));
            log(sent, answer);
            bodies.answer(context, status(answer.result()), answer);
        } catch (TimeoutException e) {
            bodies.error(
                    context,
                    503,
                    "the plant thread did not answer within 10 s; whether the act was journalled is not known");
        }
    }

    private void log(Acknowledgement sent, Acknowledgement.Answer answer) {
        LOG.info(
                "Acknowledgement of {} by {} at workstation {}, which had seen seq {}: {}",
                Excerpt.of(sent.alarm(), MOST_LOGGED),
                actingUser,
                Excerpt.of(sent.workstation(), MOST_LOGGED),
                sent.expectedSeq(),
                answer.result().word());
    }

    private static int status(Acknowledgement.Result result) {
        return switch (result) {
            case ACCEPTED, ALREADY -> 200;
            case CONFLICT -> 409;
            case UNKNOWN -> 404;
            case REFUSED -> 503;
        };
    }

    private void journal(Context context) {
        long after = number(context, "after", 0, Long.MAX_VALUE);
        int limit = (int) number(context, "limit", JOURNAL_LIMIT, JOURNAL_MOST);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("epoch", alarms.journalId());
        body.put(
                "transitions",
                transitions(context.queryParam("group"), after, limit).stream()
                        .map(WireMessages::transition)
                        .toList());
        bodies.answer(context, 200, body);
    }

    private List<Transition> transitions(@Nullable String group, long after, int limit) {
        if (group == null) {
            return alarms.transitions(null, after, limit);
        }
        // Only the group of an area has transitions; any other group has none.
        for (AssetPath area : alarms.heads().keySet()) {
            if (Groups.alarms(area).equals(group)) {
                return alarms.transitions(area, after, limit);
            }
        }
        return List.of();
    }

    private static long number(Context context, String name, long otherwise, long most) {
        String text = context.queryParam(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) > most) {
            throw new Bodies.BadBodyException(
                    name + " is '" + text + "', expected a number from 0 to " + most);
        }
        return Long.parseLong(text);
    }
}
