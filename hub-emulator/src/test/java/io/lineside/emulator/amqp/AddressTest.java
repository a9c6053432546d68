package io.lineside.emulator.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressTest {

    @Test
    void readsWhatClientsAttachTo() {
        assertThat(Address.parse("$cbs")).isEqualTo(Address.Node.CBS);
        assertThat(Address.parse("$management")).isEqualTo(Address.Node.MANAGEMENT);
        assertThat(Address.parse("lineside/ConsumerGroups/$Default/Partitions/3"))
                .isEqualTo(new Address.Reader("lineside", "$Default", "3"));
        assertThat(Address.parse("amqps://host:5671/lineside/Partitions/1"))
                .isEqualTo(new Address.Writer("lineside", "1"));
        assertThat(Address.parse("lineside")).isEqualTo(new Address.Writer("lineside", null));
    }

    @Test
    void knowsNothingElse() {
        assertThat(Address.parse(null)).isNull();
        assertThat(Address.parse("lineside/Something/else/here")).isNull();
    }
}
