package io.lineside.relay.sizing;

import io.lineside.core.plant.Plant;
import io.lineside.relay.config.ConfigException;
import io.lineside.relay.plantfile.PlantFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plants small enough to be computed by hand. */
final class Plants {

    /** Two units of one area; every way a signal can report, and one alarm. */
    static final String WORKS =
            """
            sites:
              - id: north
                areas:
                  - id: process
                    units:
                      - id: reactor
                        devices:
                          - id: r1
                            signals:
                              - name: temperature
                                unit: °C
                                decimals: 1
                                scale: {min: 0, max: 120}
                                period: 1s
                                alarms:
                                  - {type: H, limit: 80, priority: 2, message: Too hot}
                              - {name: pressure, unit: bar, decimals: 2, period: 1s}
                          - id: r2
                            signals:
                              - {name: level, decimals: 0, scale: {min: 0, max: 100}, period: 2s}
                              - name: state
                      - id: tank
                        devices:
                          - id: t1
                            signals:
                              - {name: level, decimals: 0, scale: {min: 0, max: 100}, period: 5s}
                      - id: spare
                        devices: []
            """;

    private Plants() {}

    /** So many units of one signal that reports once a second. */
    static String alike(int units) {
        StringBuilder yaml =
                new StringBuilder("sites:\n  - id: a\n    areas:\n      - id: b\n        units:\n");
        for (int i = 0; i < units; i++) {
            yaml.append("          - id: u%d\n            devices:\n".formatted(i))
                    .append("              - id: d%d\n".formatted(i))
                    .append("                signals: [{name: s, unit: bar, period: 1s}]\n");
        }
        return yaml.toString();
    }

    /** Writes the file. */
    static Path file(Path directory, String yaml) {
        try {
            return Files.writeString(directory.resolve("plant.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Plant model(Path directory, String yaml) {
        try {
            return PlantFile.load(file(directory, yaml));
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }
}
