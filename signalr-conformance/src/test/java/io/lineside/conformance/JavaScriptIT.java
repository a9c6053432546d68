package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.conformance.Cell.Client;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;

/**
 * Microsoft's own JavaScript client, in Node and in Chromium, plays scenarios.mjs over each
 * transport in each protocol. MessagePack over server-sent events does not exist: that the client
 * passes it by is all there is to see there. Skipped where there is no Node, no registry to get the
 * client from, or no Chromium.
 */
@ExtendWith(Conformance.class)
@Timeout(180)
class JavaScriptIT {

    @ParameterizedTest
    @EnumSource(names = "NODE_.*", mode = EnumSource.Mode.MATCH_ALL)
    void inNode(Cell cell, Ledger ledger) throws Exception {
        play(cell, ledger);
    }

    @ParameterizedTest
    @EnumSource(names = "CHROMIUM_.*", mode = EnumSource.Mode.MATCH_ALL)
    void inChromium(Cell cell, Ledger ledger) throws Exception {
        play(cell, ledger);
    }

    private static void play(Cell cell, Ledger ledger) throws Exception {
        Map<String, Set<Integer>> declared = Scenarios.declared();
        Path directory;
        Browser browser = null;
        try {
            directory = NodeModules.installed();
            if (cell.client == Client.CHROMIUM) {
                browser = Browser.found();
            }
        } catch (TestAbortedException e) {
            declared.values().stream()
                    .flatMap(Set::stream)
                    .forEach(
                            check ->
                                    ledger.enter(
                                            check,
                                            cell,
                                            Ledger.Kind.SKIPPED,
                                            String.valueOf(e.getMessage())));
            throw e;
        }
        Set<String> planned = new TreeSet<>();
        Map<String, String> failed = new TreeMap<>();
        Set<String> passed = new TreeSet<>();
        try (Stage stage = new Stage(directory);
                Player player =
                        browser == null
                                ? Player.node(directory, stage.describe(cell))
                                : browser.open(stage.page(cell))) {
            for (JsonNode report : stage.reports(player)) {
                report.path("plan").forEach(name -> planned.add(name.stringValue()));
                if (report.has("name")) {
                    String name = report.path("name").stringValue();
                    if (report.path("error").isNull()) {
                        passed.add(name);
                    } else {
                        failed.put(name, report.path("error").stringValue());
                    }
                }
            }
            planned.stream()
                    .filter(name -> !passed.contains(name))
                    .forEach(name -> failed.putIfAbsent(name, "never ended: " + player.said()));
        }
        enter(cell, ledger, declared, passed, failed);
        assertThat(planned).isNotEmpty().isSubsetOf(declared.keySet());
        assertThat(failed).isEmpty();
    }

    private static void enter(
            Cell cell,
            Ledger ledger,
            Map<String, Set<Integer>> declared,
            Set<String> passed,
            Map<String, String> failed) {
        for (Map.Entry<String, Set<Integer>> scenario : declared.entrySet()) {
            String name = scenario.getKey();
            for (int check : scenario.getValue()) {
                if (failed.containsKey(name)) {
                    String why = name + ": " + failed.get(name);
                    ledger.enter(check, cell, Ledger.Kind.FAILED, why);
                } else if (passed.contains(name)) {
                    ledger.enter(check, cell, Ledger.Kind.PASSED, "");
                }
            }
        }
    }
}
