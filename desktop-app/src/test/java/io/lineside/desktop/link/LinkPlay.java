package io.lineside.desktop.link;

import static io.lineside.desktop.TestPlant.REACTOR;

import io.lineside.desktop.TestPlant;
import io.lineside.desktop.latest.LatestAlarms;
import io.lineside.desktop.latest.LatestValues;
import io.lineside.desktop.latest.Reading;
import io.lineside.model.AlarmEvent;
import io.lineside.model.AlarmState;
import io.lineside.model.SignalId;
import io.lineside.model.SourceState;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.Envelope;
import io.lineside.wire.Head;
import io.lineside.wire.Heads;
import io.lineside.wire.Subscription;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The link's rules on a clock of the test's own, and the relay that the test plays. */
abstract class LinkPlay {

    static final SignalId TEMPERATURE = new SignalId("reactor-1", "temperature");
    static final String ALARMS = "alarms:berlin/process";
    static final String HEADS = "live:berlin";

    final FakeTransport transport = new FakeTransport();
    final LatestValues values = new LatestValues();
    final LatestAlarms alarms = new LatestAlarms();
    final LinkCounters counters = new LinkCounters();
    final LinkCore core =
            new LinkCore(
                    transport,
                    values,
                    alarms,
                    List.of(),
                    counters,
                    new LatencyLog(InstantSource.system()));

    long nanos = 1_000_000_000_000L;
    long headsSeq;

    /** Time passes for the client and the relay alike. */
    void pass(Duration time) {
        nanos += time.toNanos();
        core.tick(nanos);
    }

    long relayTime() {
        return TestPlant.NOON + (nanos - 1_000_000_000_000L) / 1_000_000;
    }

    void heads(long valuesSeq, SourceState state) {
        headsAt(relayTime(), valuesSeq, state);
    }

    void headsAt(long time, long valuesSeq, SourceState state) {
        long prev = headsSeq;
        headsSeq = prev + 1;
        core.heads(
                new Heads(
                        HEADS,
                        "e1",
                        prev,
                        headsSeq,
                        time,
                        valuesSeq == 0 ? List.of() : List.of(new Head(REACTOR, valuesSeq)),
                        "j1",
                        List.of(),
                        state,
                        10,
                        7,
                        true),
                nanos);
    }

    static Envelope envelope(long prev, long seq, double temperature) {
        return TestPlant.envelope(
                REACTOR,
                prev,
                seq,
                List.of(TestPlant.row(TEMPERATURE.toString(), temperature, TestPlant.NOON)));
    }

    void answer(Subscription.Alarms group, Envelope... envelopes) {
        answer(SourceState.LIVE, List.of(group), envelopes);
    }

    void answer(Envelope... envelopes) {
        answer(SourceState.LIVE, List.of(), envelopes);
    }

    void answer(SourceState state, List<Subscription.Alarms> groups, Envelope... envelopes) {
        core.answered(
                new Subscription.Answer(
                        relayTime(), 60_000, 7, state, true, List.of(envelopes), groups),
                1_000_000,
                nanos);
    }

    /** Connected, subscribed, and every value vouched for: temperature 62.5 at seq 5. */
    void live() {
        core.start(nanos);
        core.connected(nanos);
        core.plant(TestPlant.view(), nanos);
        answer(envelope(0, 5, 62.5));
        heads(5, SourceState.LIVE);
        answer(envelope(5, 5, 62.5).whole(List.of()));
    }

    Reading temperature() {
        return values.of(TEMPERATURE);
    }

    /** What a screen may show of the temperature at this time. */
    Reading shownAt(long now) {
        return core.status(now).readings(values).of(TEMPERATURE);
    }

    int asked() {
        return transport.subscriptions.size();
    }

    static AlarmTransition transition(long prev, long seq, AlarmEvent kind, AlarmState display) {
        return new AlarmTransition(
                ALARMS,
                "j1",
                prev,
                seq,
                kind,
                TestPlant.NOON,
                "0:1:0",
                TestPlant.alarm(2, display));
    }
}
