package io.lineside.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentsTest {

    @TempDir Path directory;

    @Test
    void aBillOfMaterialsIsReadAsAListForPeople() throws IOException {
        Path bom =
                Files.writeString(
                        directory.resolve("bom.json"),
                        """
                        {"components": [
                          {"group": "org.b", "name": "two", "version": "2", "licenses": [
                            {"license": {"id": "EPL-2.0"}}, {"license": {"name": "LGPL"}}]},
                          {"group": "org.a", "name": "one", "version": "1", "licenses": [
                            {"license": {"id": "MIT"}}]},
                          {"name": "three", "version": "3"}]}
                        """);

        Components components = Components.read(bom);

        assertThat(components.all())
                .extracting(Components.Component::name)
                .containsExactly("org.a:one", "org.b:two", "three");
        assertThat(components.asText("Lineside"))
                .contains("| org.a:one | 1 | MIT |", "| org.b:two | 2 | EPL-2.0 or LGPL |");
    }

    @Test
    void aLibraryThatIsUnderGplAloneIsNotUsable() {
        assertThat(component("GPL-3.0-only").isUsable()).isFalse();
        assertThat(component("AGPL-3.0").isUsable()).isFalse();
        assertThat(component("GPL-2.0-with-classpath-exception").isUsable()).isTrue();
        assertThat(component("GPL-2.0", "Apache-2.0").isUsable()).isTrue();
        assertThat(component("LGPL-2.1").isUsable()).isTrue();
        assertThat(component().isUsable()).isFalse();
    }

    private static Components.Component component(String... licences) {
        return new Components.Component("a:b", "1", List.of(licences));
    }
}
