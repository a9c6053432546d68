package io.lineside.signalr.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NegotiationTest {

    @Test
    void speaksVersionsZeroAndOneAndAnswersNewerOnesInOne() {
        assertThat(Negotiation.version(null)).isEqualTo(new Negotiation.Spoken(0));
        assertThat(Negotiation.version("0")).isEqualTo(new Negotiation.Spoken(0));
        assertThat(Negotiation.version("1")).isEqualTo(new Negotiation.Spoken(1));
        assertThat(Negotiation.version("9")).isEqualTo(new Negotiation.Spoken(1));
    }

    @Test
    void refusesVersionsThatAreNoneInWords() {
        assertThat(Negotiation.version("x")).isInstanceOf(Negotiation.Refused.class);
        assertThat(Negotiation.version("-1"))
                .isEqualTo(
                        new Negotiation.Refused(
                                "The client requested version '-1', but the server does not support this version."));
    }
}
