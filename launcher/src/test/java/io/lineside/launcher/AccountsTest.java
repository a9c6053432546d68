package io.lineside.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AccountsTest {

    private final ObjectNode devices =
            json(
                    """
                    {"sent":10,"acknowledged":10,"failed":0,"rows":30,
                     "last":{"r/t":81.5,"r/on":true,"v/p":{"lat":52.5,"lon":13.4},"pc/t":null}}
                    """);
    private final ObjectNode relay =
            json(
                    "{\"received\":10,\"decoded\":10,\"rejected\":0,\"samples\":30,\"raised\":2,\"cleared\":1}");
    private final ObjectNode desktop =
            json(
                    """
                    {"rowsApplied":28,"latencyMillis":{"p50":60,"p99":140},
                     "latest":{"r/t":{"value":81.5},"r/on":{"value":true},
                               "v/p":{"value":{"lat":52.5,"lon":13.4}},"pc/t":{"value":null}}}
                    """);

    @Test
    void findsNothingWhereAllAddsUp() {
        assertThat(faults()).isEmpty();
        JsonNode report = accounts().report(List.of());
        assertThat(report.at("/rows/sent").asLong()).isEqualTo(10);
        assertThat(report.at("/rows/shown").asLong()).isEqualTo(28);
        assertThat(report.at("/alarmTransitions/raised").asLong()).isEqualTo(2);
        assertThat(report.at("/latencyMillis/p99").asLong()).isEqualTo(140);
    }

    @Test
    void missesAMessageThatTheRelayNeverReceived() {
        relay.put("received", 9).put("decoded", 9);
        assertThat(faults()).singleElement().asString().contains("acknowledged 10", "received 9");
    }

    @Test
    void missesAMessageThatWasNeitherDecodedNorRejected() {
        relay.put("decoded", 9);
        assertThat(faults()).singleElement().asString().contains("decoded 9 and rejected 0");
    }

    @Test
    void findsALastValueThatTheDesktopDoesNotHave() {
        ((ObjectNode) desktop.at("/latest/r~1t")).put("value", 80.0);
        assertThat(faults()).singleElement().asString().contains("r/t", "81.5", "80");
    }

    @Test
    void findsAPositionThatIsElsewhere() {
        ((ObjectNode) desktop.at("/latest/v~1p/value")).put("lon", 13.5);
        assertThat(faults()).singleElement().asString().contains("v/p");
    }

    @Test
    void isNotContentWithSilence() {
        devices.put("sent", 0).put("acknowledged", 0);
        relay.put("received", 0).put("decoded", 0);
        desktop.put("rowsApplied", 0);
        assertThat(faults()).contains("the devices sent nothing", "the desktop showed nothing");
    }

    private List<String> faults() {
        return accounts().faults();
    }

    private Accounts accounts() {
        return new Accounts(devices, relay, desktop);
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }
}
