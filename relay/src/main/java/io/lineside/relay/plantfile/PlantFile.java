package io.lineside.relay.plantfile;

import io.lineside.core.plant.Plant;
import io.lineside.relay.config.ConfigException;
import io.lineside.relay.config.YamlFile;
import java.nio.file.Path;

/** The plant file, plant.yaml. */
public final class PlantFile {

    private PlantFile() {}

    /**
     * Reads and checks the file as a whole.
     *
     * @throws ConfigException when anything in the file is not as expected; names every such place
     *     with line and key
     */
    public static Plant load(Path file) throws ConfigException {
        return new PlantFileReader(YamlFile.read(file)).read();
    }
}
