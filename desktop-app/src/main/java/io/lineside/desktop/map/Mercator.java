package io.lineside.desktop.map;

/**
 * Web Mercator (EPSG:3857) on the unit square: x from 0 at 180° west to 1 at 180° east, y from 0 in
 * the north to 1 in the south; latitudes beyond 85.05° are drawn at the edge.
 */
final class Mercator {

    /** The Earth's circumference at the equator, metres (WGS 84). */
    static final double CIRCUMFERENCE = 40_075_016.686;

    private static final double MOST_LATITUDE = 85.0511;

    private Mercator() {}

    static double x(double longitude) {
        return longitude / 360 + 0.5;
    }

    static double y(double latitude) {
        double clamped = Math.clamp(latitude, -MOST_LATITUDE, MOST_LATITUDE);
        double sine = Math.sin(Math.toRadians(clamped));
        return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    }

    static double latitude(double y) {
        return Math.toDegrees(2 * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - Math.PI / 2);
    }

    /** How many metres a step of one on the square is, at this height of it. */
    static double metres(double y) {
        return CIRCUMFERENCE * Math.cos(Math.toRadians(latitude(y)));
    }
}
