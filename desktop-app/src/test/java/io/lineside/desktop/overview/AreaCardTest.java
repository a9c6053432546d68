package io.lineside.desktop.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.desktop.Fx;
import io.lineside.desktop.TestPlant;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.latest.AlarmSnapshot;
import io.lineside.desktop.latest.History;
import io.lineside.desktop.latest.LatestValues;
import io.lineside.desktop.link.LinkState;
import io.lineside.desktop.link.LinkStatus;
import io.lineside.model.AlarmState;
import io.lineside.model.SourceState;
import io.lineside.wire.AlarmView;
import io.lineside.wire.PlantView;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AreaCardTest {

    private static final PlantView.Site SITE = TestPlant.view().sites().getFirst();
    private static final PlantView.Area AREA = SITE.areas().getFirst();

    private static AreaCard drawn(double width, int alarms) {
        return Fx.call(
                () -> {
                    AreaCard card = new AreaCard(new AreaModel(SITE, AREA), id -> {});
                    card.fit(Math.min(width, card.naturalWidth()));
                    List<AlarmView> some =
                            Collections.nCopies(
                                    alarms, TestPlant.alarm(1, AlarmState.UNACKNOWLEDGED));
                    card.draw(
                            new Frame(
                                    TestPlant.NOON,
                                    Set.of(),
                                    new LatestValues(),
                                    new AlarmSnapshot(some),
                                    new LinkStatus(new LinkState.Live(), SourceState.LIVE, true),
                                    new History()));
                    return card;
                });
    }

    @Test
    void theTitleAndTheCountsOfAnAreaWithOneDeviceStandSideBySide() {
        for (int alarms : new int[] {0, 1, 99}) {
            AreaCard card = drawn(1_000, alarms);
            assertThat(card.titleEnd()).as("%s alarms", alarms).isLessThan(card.stateStart());
            assertThat(card.titleEnd()).isGreaterThan(100);
        }
    }

    @Test
    void inANarrowWindowTheTitleGivesWay() {
        AreaCard card = drawn(220, 12);
        assertThat(card.titleEnd()).isLessThan(card.stateStart());
    }
}
