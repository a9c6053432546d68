package io.lineside.wire;

import java.util.List;

/**
 * The roll-up of a site's areas, on change and at most once a second.
 *
 * @param group the overview group
 * @param epoch the values epoch
 * @param seq the relay's seq at which the roll-up was made
 * @param time the relay's clock, epoch milliseconds
 * @param areas every area of the site
 */
public record Overview(String group, String epoch, long seq, long time, List<Area> areas) {

    /**
     * One area.
     *
     * @param path the area
     * @param worstPriority priority of the area's most urgent alarm that is not normal, 0 when
     *     there is none
     * @param unacknowledged how many alarms wait for an operator
     * @param active how many alarms are active
     * @param good how many signals are good
     * @param uncertain how many are uncertain, stale ones included
     * @param bad how many are bad
     */
    public record Area(
            String path,
            int worstPriority,
            int unacknowledged,
            int active,
            int good,
            int uncertain,
            int bad) {}
}
