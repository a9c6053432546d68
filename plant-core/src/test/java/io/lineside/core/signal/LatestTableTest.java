package io.lineside.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.model.AssetPath;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LatestTableTest {

    private static final AssetPath UNIT = new AssetPath("a/b/c");
    private static final AssetPath OTHER = new AssetPath("other/b/c");

    private final LatestTable table = new LatestTable("v-1");

    @Test
    void anUnknownGroupHasNothing() {
        assertThat(table.since(new AssetPath("x/y/z"), 0))
                .isEqualTo(new LatestTable.Slice(0, List.of()));
        assertThat(table.seq()).isZero();
    }

    @Test
    void answersWhatChangedAfterTheSeqAndTheGroupsHead() {
        table.apply(Map.of(UNIT, List.of(sample("d/a", 1), sample("d/b", 1))));
        table.apply(Map.of(OTHER, List.of(sample("o/a", 2))));
        table.apply(Map.of(UNIT, List.of(sample("d/a", 3))));
        assertThat(table.since(UNIT, 0))
                .isEqualTo(new LatestTable.Slice(3, List.of(sample("d/b", 1), sample("d/a", 3))));
        assertThat(table.since(UNIT, 1))
                .isEqualTo(new LatestTable.Slice(3, List.of(sample("d/a", 3))));
        assertThat(table.since(UNIT, 3)).isEqualTo(new LatestTable.Slice(3, List.of()));
        assertThat(table.heads()).containsEntry(UNIT, 3L).containsEntry(OTHER, 2L);
    }

    @Test
    void noChangesMakeNoSeq() {
        assertThat(table.apply(Map.of(UNIT, List.of()))).isZero();
        assertThat(table.heads()).isEmpty();
    }

    /**
     * A client that is given since(its cursor) at any moments has in the end what the table has.
     */
    @Test
    void whateverTheTicksAClientThatAppliesThemHasTheSame() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            LatestTable some = new LatestTable("v-" + seed);
            Map<SignalId, Sample> truth = new HashMap<>();
            Map<SignalId, Sample> client = new HashMap<>();
            long mine = 0;
            for (int step = 0; step < 60; step++) {
                List<Sample> samples = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    Sample sample = sample("d/" + random.nextInt(8), step * 10 + i);
                    samples.removeIf(r -> r.signal().equals(sample.signal()));
                    samples.add(sample);
                    truth.put(sample.signal(), sample);
                }
                some.apply(Map.of(UNIT, samples));
                if (random.nextInt(3) == 0) {
                    LatestTable.Slice slice = some.since(UNIT, mine);
                    slice.samples().forEach(each -> client.put(each.signal(), each));
                    mine = slice.seq();
                    assertThat(client).isEqualTo(truth);
                }
            }
        }
    }

    @Test
    void aReaderSeesAChangeWholeOrNotAtAll() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Thread writer =
                Thread.ofPlatform()
                        .name("writer")
                        .start(
                                () -> {
                                    for (int i = 1; i <= 20_000; i++) {
                                        table.apply(
                                                Map.of(
                                                        UNIT,
                                                        List.of(
                                                                sample("d/a", i),
                                                                sample("d/b", i))));
                                    }
                                    done.set(true);
                                });
        while (!done.get()) {
            List<Sample> samples = table.since(UNIT, 0).samples();
            if (!samples.isEmpty()) {
                assertThat(samples.get(0).sourceTime()).isEqualTo(samples.get(1).sourceTime());
            }
        }
        writer.join();
    }

    private static Sample sample(String signal, long time) {
        return Sample.good(SignalId.parse(signal), new Value.Num(time), Instant.ofEpochMilli(time));
    }
}
