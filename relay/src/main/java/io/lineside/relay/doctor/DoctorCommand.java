package io.lineside.relay.doctor;

import io.lineside.core.plant.Plant;
import io.lineside.program.Commands;
import io.lineside.relay.config.ConfigException;
import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.plantfile.PlantFile;
import io.lineside.relay.store.sqlite.FreeSpace;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** {@code ./lineside doctor} and {@code lineside-relay doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at all that the relay needs: configuration, hub, clock, store, certificates, port.",
            "Says what is wrong and what to do, and changes nothing."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:nothing is wrong", "1:something is", "2:wrong usage"})
public final class DoctorCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "relay.yaml",
            description = "The relay's configuration (${DEFAULT-VALUE}).")
    private Path config = Path.of("relay.yaml");

    @Option(
            names = "--credentials",
            paramLabel = "DIR",
            description = "Where credentials lie, when it is not $CREDENTIALS_DIRECTORY.")
    private @Nullable Path credentials;

    @Option(names = "--json", description = "Tell it as JSON.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Commands.out(spec);
        List<Finding> findings = new ArrayList<>();
        try {
            RelayConfig loaded = RelayConfig.load(config, environment());
            Plant unused = PlantFile.load(loaded.plant());
            findings.add(
                    Finding.ok("configuration", config + " and " + loaded.plant() + " are good"));
            examine(loaded, findings);
        } catch (ConfigException e) {
            String.valueOf(e.getMessage())
                    .lines()
                    .forEach(
                            line ->
                                    findings.add(
                                            Finding.wrong(
                                                    "configuration",
                                                    line,
                                                    "Correct it; docs/ARCHITECTURE.md has every"
                                                            + " key.")));
            for (String subject :
                    List.of(
                            "certificates",
                            "hub",
                            "key",
                            "consumer-group",
                            "clock",
                            "store",
                            "port")) {
                findings.add(Finding.skipped(subject, "the configuration has to be right first"));
            }
        }
        if (json) {
            printJson(out, findings);
        } else {
            print(out, findings);
        }
        out.flush();
        return findings.stream().anyMatch(f -> f.state() == Finding.State.WRONG) ? 1 : 0;
    }

    private void examine(RelayConfig loaded, List<Finding> findings) {
        Clock clock = Clock.systemUTC();
        Finding secrecy = LocalChecks.secrecy(config);
        if (secrecy != null) {
            findings.add(secrecy);
        }
        LocalChecks local = new LocalChecks(loaded, clock);
        findings.addAll(local.certificates());
        findings.addAll(new HubChecks(loaded.source(), clock).run());
        findings.addAll(new StoreChecks(loaded.store(), FreeSpace.ON_DISK).run());
        PortChecks port = new PortChecks(loaded);
        findings.add(port.run());
        RelayConfig.AzureSignalR azure = loaded.azureSignalR();
        if (azure != null) {
            findings.addAll(new AzureSignalRChecks(azure, port.relayRuns()).run());
        }
    }

    private Map<String, String> environment() {
        return credentials == null
                ? System.getenv()
                : RelayConfig.withCredentials(System.getenv(), credentials);
    }

    private static void print(PrintWriter out, List<Finding> findings) {
        for (Finding finding : findings) {
            out.printf(
                    "%-8s %-14s %s%n", finding.state().word(), finding.subject(), finding.text());
            if (!finding.remedy().isEmpty()) {
                out.printf("%-23s -> %s%n", "", finding.remedy());
            }
        }
        long wrong = findings.stream().filter(f -> f.state() == Finding.State.WRONG).count();
        out.println(
                wrong == 0
                        ? "Nothing is wrong."
                        : wrong == 1 ? "One thing is wrong." : wrong + " things are wrong.");
    }

    private static void printJson(PrintWriter out, List<Finding> findings) {
        ArrayNode all = JsonMapper.shared().createArrayNode();
        for (Finding finding : findings) {
            all.addObject()
                    .put("subject", finding.subject())
                    .put("state", finding.state().word())
                    .put("text", finding.text())
                    .put("remedy", finding.remedy());
        }
        out.println(all.toPrettyString());
    }
}
