package io.lineside.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lineside.wire.Groups;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssetPathTest {

    private final AssetPath unit = new AssetPath("north/process/reactor");

    @Test
    void knowsItsSiteAndArea() {
        assertThat(unit.site()).isEqualTo(new AssetPath("north"));
        assertThat(unit.area()).isEqualTo(new AssetPath("north/process"));
        assertThatThrownBy(() -> unit.site().area()).hasMessageContaining("north is a site");
    }

    @Test
    void coversItsPartsAndNotItsNamesakes() {
        assertThat(new AssetPath("north/process").covers(unit)).isTrue();
        assertThat(unit.covers(unit)).isTrue();
        assertThat(new AssetPath("north/proc").covers(unit)).isFalse();
        assertThat(unit.covers(unit.area())).isFalse();
    }

    @Test
    void namesTheGroups() {
        assertThat(Groups.values(unit)).isEqualTo("values:north/process/reactor");
        assertThat(Groups.alarms(unit)).isEqualTo("alarms:north/process");
        assertThat(Groups.live(unit)).isEqualTo("live:north");
    }

    @Test
    void refusesOtherTexts() {
        assertThatThrownBy(() -> new AssetPath("North/Process")).hasMessageContaining("lower case");
        assertThatThrownBy(() -> new AssetPath("a/b/c/d")).hasMessageContaining("expected site");
        assertThatThrownBy(() -> new AssetPath("")).hasMessageContaining("expected site");
        for (String text : List.of("/", "a/", "/a", "a//b", "a/b/", "a b", "a/b/c/", "ä", "a\n")) {
            assertThatThrownBy(() -> new AssetPath(text))
                    .as(text)
                    .hasMessageContaining("expected site");
        }
    }

    @Test
    void takesOneToThreeIds() {
        for (String text : List.of("a", "0.9-z", "a/b", "north/process-2/reactor.1", "a/b/.")) {
            assertThat(new AssetPath(text).ids()).as(text).containsExactly(text.split("/"));
        }
        assertThat(new AssetPath("a/b").area()).isEqualTo(new AssetPath("a/b"));
        assertThat(new AssetPath("a").site()).isEqualTo(new AssetPath("a"));
    }
}
