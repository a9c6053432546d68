package io.lineside.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.desktop.TestFrames;
import io.lineside.desktop.link.LinkState;
import io.lineside.desktop.link.LinkStatus;
import io.lineside.model.SourceState;
import io.lineside.wire.DeliveryState;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class StatusTextsTest {

    private final TestFrames frames = new TestFrames();

    private String banner(LinkStatus status) {
        frames.status = status;
        return StatusTexts.banner(frames.frame(), ZoneOffset.UTC);
    }

    @Test
    void thereIsNoBannerOverLiveValues() {
        assertThat(banner(TestFrames.LIVE)).isEmpty();
        assertThat(banner(TestFrames.DELAYED)).isEmpty();
    }

    @Test
    void aLostLinkSaysSinceWhenAndWhoseFaultItIs() {
        LinkStatus lost = TestFrames.NO_LINK;
        assertThat(banner(lost)).isEqualTo("NO LINK since 11:59:51 (9.0 s): values are NOT live");
        assertThat(banner(new LinkStatus(lost.link(), SourceState.LIVE, true, DeliveryState.DOWN)))
                .endsWith("values are NOT live. Relay up, service DOWN");
    }

    @Test
    void eachFaultOfALiveLinkHasAnotherBanner() {
        LinkState live = new LinkState.Live();
        assertThat(banner(new LinkStatus(live, SourceState.LOST, true)))
                .startsWith("SOURCE LOST: the relay has no data from the hub");
        assertThat(banner(new LinkStatus(live, SourceState.CATCHING_UP, true)))
                .startsWith("The relay is catching up");
        assertThat(banner(new LinkStatus(live, SourceState.LIVE, true, DeliveryState.REFUSED)))
                .isEqualTo("Values are NOT live. Relay up, service REFUSES it");
        assertThat(banner(new LinkStatus(new LinkState.Connecting(), SourceState.LOST, true)))
                .isEqualTo("Connecting to the relay: no values yet");
    }
}
