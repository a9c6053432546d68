package io.lineside.relay.latest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.model.Quality;
import io.lineside.model.Value;
import io.lineside.wire.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LatestTableTest {

    private static final String GROUP = "values:a/b/c";

    private final LatestTable table = new LatestTable("v-1");

    @Test
    void anUnknownGroupHasNothing() {
        assertThat(table.since("values:x/y/z", 0)).isEqualTo(new LatestTable.Slice(0, List.of()));
        assertThat(table.seq()).isZero();
    }

    @Test
    void answersWhatChangedAfterTheSeqAndTheGroupsHead() {
        table.apply(Map.of(GROUP, List.of(row("d/a", 1), row("d/b", 1))));
        table.apply(Map.of("values:other/b/c", List.of(row("o/a", 2))));
        table.apply(Map.of(GROUP, List.of(row("d/a", 3))));
        assertThat(table.since(GROUP, 0))
                .isEqualTo(new LatestTable.Slice(3, List.of(row("d/b", 1), row("d/a", 3))));
        assertThat(table.since(GROUP, 1))
                .isEqualTo(new LatestTable.Slice(3, List.of(row("d/a", 3))));
        assertThat(table.since(GROUP, 3)).isEqualTo(new LatestTable.Slice(3, List.of()));
        assertThat(table.heads()).containsEntry(GROUP, 3L).containsEntry("values:other/b/c", 2L);
    }

    @Test
    void noChangesMakeNoSeq() {
        assertThat(table.apply(Map.of(GROUP, List.of()))).isZero();
        assertThat(table.heads()).isEmpty();
    }

    /**
     * A client that is told since(what it has) at any moments has in the end what the table has.
     */
    @Test
    void whateverTheTicksAClientThatAppliesThemHasTheSame() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            LatestTable some = new LatestTable("v-" + seed);
            Map<String, Row> truth = new HashMap<>();
            Map<String, Row> client = new HashMap<>();
            long mine = 0;
            for (int step = 0; step < 60; step++) {
                List<Row> rows = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    Row row = row("d/" + random.nextInt(8), step * 10 + i);
                    rows.removeIf(r -> r.signal().equals(row.signal()));
                    rows.add(row);
                    truth.put(row.signal(), row);
                }
                some.apply(Map.of(GROUP, rows));
                if (random.nextInt(3) == 0) {
                    LatestTable.Slice slice = some.since(GROUP, mine);
                    slice.rows().forEach(row -> client.put(row.signal(), row));
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
                                                        GROUP,
                                                        List.of(row("d/a", i), row("d/b", i))));
                                    }
                                    done.set(true);
                                });
        while (!done.get()) {
            List<Row> rows = table.since(GROUP, 0).rows();
            if (!rows.isEmpty()) {
                assertThat(rows.get(0).sourceTime()).isEqualTo(rows.get(1).sourceTime());
            }
        }
        writer.join();
    }

    private static Row row(String signal, long time) {
        return new Row(signal, new Value.Num(time), Quality.GOOD, time, null);
    }
}
