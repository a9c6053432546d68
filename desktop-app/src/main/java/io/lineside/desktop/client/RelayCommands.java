package io.lineside.desktop.client;

import com.google.gson.JsonParseException;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.AlarmView;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** An operator's commands, sent to the relay. Safe on any thread. */
public final class RelayCommands implements AlarmCommands {

    private final RelayClient client;
    private final String workstation;
    private final BooleanSupplier canAct;

    /**
     * @param workstation where the operator sits, for the journal
     * @param canAct whether a command can reach the relay, and what the operator sees is what the
     *     relay knows
     */
    public RelayCommands(RelayClient client, String workstation, BooleanSupplier canAct) {
        this.client = client;
        this.workstation = workstation;
        this.canAct = canAct;
    }

    @Override
    public CompletableFuture<Acknowledgement.Answer> acknowledge(
            AlarmView alarm, @Nullable String comment) {
        if (!canAct.getAsBoolean()) {
            return CompletableFuture.completedFuture(
                    new Acknowledgement.Answer(
                            Acknowledgement.Result.REFUSED,
                            "Not acknowledged: there is no live link to the relay, and what you see may be old.",
                            alarm));
        }
        Acknowledgement command =
                new Acknowledgement(
                        UUID.randomUUID().toString(),
                        alarm.alarm(),
                        alarm.occurrence(),
                        alarm.seq(),
                        workstation,
                        comment);
        return client.post("/api/alarms/acknowledge", command)
                .handle(
                        (response, error) ->
                                error == null
                                        ? answer(response)
                                        : failed(String.valueOf(error.getMessage())));
    }

    private Acknowledgement.Answer answer(HttpResponse<String> response) {
        try {
            Acknowledgement.Answer answer =
                    client.read(response.body(), Acknowledgement.Answer.class);
            return answer.result() == null
                    ? failed("the relay answered " + response.statusCode())
                    : answer;
        } catch (JsonParseException e) {
            return failed("the relay answered " + response.statusCode());
        }
    }

    private static Acknowledgement.Answer failed(String reason) {
        return new Acknowledgement.Answer(
                Acknowledgement.Result.REFUSED,
                "It is not known whether it was acknowledged: " + reason,
                null);
    }
}
