package io.lineside.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DesktopCommandTest {

    @Test
    void theHelpNamesEveryScreenWithItsKey() {
        String pages =
                Screens.ALL.stream()
                        .map(entry -> entry.key().getName() + " " + entry.id())
                        .collect(Collectors.joining(", ", "Pages: ", "."));
        String help = new CommandLine(new DesktopCommand()).getUsageMessage();
        assertThat(help.replaceAll("\\s+", " ")).contains(pages);
    }
}
