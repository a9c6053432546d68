package io.lineside.relay.model;

import io.lineside.model.SignalId;
import io.lineside.relay.config.ConfigException;
import io.lineside.relay.config.YamlFile;
import io.lineside.wire.PlantView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What plant.yaml says.
 *
 * @param sites as clients see them, without {@code unassigned}
 * @param signals every signal by its id, in the order of the file
 */
public record PlantModel(List<PlantView.Site> sites, Map<SignalId, SignalDefinition> signals) {

    /**
     * Reads and checks the file as a whole.
     *
     * @throws ConfigException when anything in it is not as expected; names every such place
     */
    public static PlantModel load(Path file) throws ConfigException {
        return new PlantModelReader(YamlFile.read(file)).read();
    }
}
