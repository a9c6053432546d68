package io.lineside.relay;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The relay with a hub of its own. */
class RelayIT extends RelayBehaviour {

    RelayIT(@TempDir Path directory) throws Exception {
        super(directory, "");
    }
}
