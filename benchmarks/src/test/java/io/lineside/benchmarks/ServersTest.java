package io.lineside.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.benchmarks.process.Launch;
import org.junit.jupiter.api.Test;

class ServersTest {

    @Test
    void areStartedByTheNameThatTheBenchmarksUse() {
        assertThat(Launch.SERVERS).isEqualTo(Servers.class.getName());
    }
}
