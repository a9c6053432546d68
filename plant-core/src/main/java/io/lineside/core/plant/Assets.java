package io.lineside.core.plant;

import java.util.List;

/**
 * The plant's places and devices in force: those of the plant file, and those that appeared by
 * themselves.
 *
 * @param version rises with each change, also over a restart
 * @param sites in the order of the file, {@code unassigned} last
 */
public record Assets(long version, List<Plant.Site> sites) {

    public Assets {
        sites = List.copyOf(sites);
    }
}
