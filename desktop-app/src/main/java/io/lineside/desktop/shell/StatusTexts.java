package io.lineside.desktop.shell;

import io.lineside.desktop.format.Figures;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.link.LinkState;
import io.lineside.wire.DeliveryState;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The words for how the link, the service and the source stand. Needs no stage; any thread. */
final class StatusTexts {

    private StatusTexts() {}

    /** How live the link is. */
    static String link(LinkState link) {
        return switch (link) {
            case LinkState.Connecting() -> "CONNECTING";
            case LinkState.Live() -> "LINK LIVE";
            case LinkState.Delayed(var age) -> "DELAYED " + age.toSeconds() + " s";
            case LinkState.NoLink(var since) -> "NO LINK";
        };
    }

    /** How the service does that carries the messages; empty where there is none. */
    static String delivery(@Nullable DeliveryState state) {
        return switch (state) {
            case THROTTLED -> "SERVICE SLOW";
            case REFUSED -> "SERVICE REFUSES";
            case DOWN -> "SERVICE DOWN";
            case UNKNOWN -> "SERVICE UNKNOWN";
            case WORKING -> "SERVICE UP";
            case null -> "";
        };
    }

    /** Whose fault it is that nothing arrives; empty where the relay says nothing of a service. */
    private static String blame(@Nullable DeliveryState state) {
        return switch (state) {
            case DOWN -> ". Relay up, service DOWN";
            case REFUSED -> ". Relay up, service REFUSES it";
            case THROTTLED -> ". Relay up, service slow";
            case UNKNOWN, WORKING -> "";
            case null -> "";
        };
    }

    /** Whether the source is the present. */
    static String source(Frame frame) {
        return switch (frame.status().source()) {
            case LIVE -> "SOURCE LIVE";
            case CATCHING_UP -> "CATCHING UP";
            case LOST -> "SOURCE LOST";
        };
    }

    /** What stands across the window; empty when all is well. */
    static String banner(Frame frame, ZoneId zone) {
        return switch (frame.status().link()) {
            case LinkState.Connecting() ->
                    "Connecting to the relay: no values yet" + blame(frame.status().delivery());
            case LinkState.NoLink(var since) ->
                    "NO LINK since "
                            + Figures.clock(since.toEpochMilli(), zone)
                            + " ("
                            + Figures.age(frame.now() - since.toEpochMilli())
                            + "): values are NOT live"
                            + blame(frame.status().delivery());
            case LinkState.Live _, LinkState.Delayed _ when !frame.status().isDelivered() ->
                    "Values are NOT live" + blame(frame.status().delivery());
            case LinkState.Live _, LinkState.Delayed _ ->
                    switch (frame.status().source()) {
                        case LIVE -> "";
                        case CATCHING_UP ->
                                "The relay is catching up with old events: values are NOT live yet";
                        case LOST ->
                                "SOURCE LOST: the relay has no data from the hub, values are NOT live";
                    };
        };
    }
}
