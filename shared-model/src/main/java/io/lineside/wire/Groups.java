package io.lineside.wire;

import io.lineside.model.AssetPath;

/** The names of the SignalR groups; docs/ARCHITECTURE.md says what each carries. */
public final class Groups {

    public static final String VALUES = "values:";
    public static final String LIVE = "live:";
    public static final String OVERVIEW = "overview:";
    public static final String ALARMS = "alarms:";

    private Groups() {}

    /** The values of a unit; a sample goes to exactly one such group. */
    public static String values(AssetPath unit) {
        return VALUES + unit;
    }

    /** The heads of a site's groups, once a second. */
    public static String live(AssetPath site) {
        return LIVE + site.site();
    }

    /** The roll-ups of a site's areas. */
    public static String overview(AssetPath site) {
        return OVERVIEW + site.site();
    }

    /** Every alarm transition of an area. */
    public static String alarms(AssetPath area) {
        return ALARMS + area.area();
    }

    /**
     * The place that a group belongs to: a unit for values, an area for alarms, else a site.
     *
     * @throws IllegalArgumentException when the text is no group's name
     */
    public static AssetPath place(String group) {
        return new AssetPath(group.substring(group.indexOf(':') + 1));
    }
}
