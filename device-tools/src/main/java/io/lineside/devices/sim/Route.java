package io.lineside.devices.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A closed way along straight roads, on a plane that touches the Earth at its centre: good to some
 * metres over a city, to some hundred over the motorway between two.
 */
final class Route {

    /** Metres per degree of latitude (WGS 84, mean). */
    private static final double DEGREE = 111_320;

    private final double latitude;
    private final double longitude;
    private final double[] east;
    private final double[] north;

    private Route(double latitude, double longitude, List<double[]> corners) {
        this.latitude = latitude;
        this.longitude = longitude;
        this.east = corners.stream().mapToDouble(corner -> corner[0]).toArray();
        this.north = corners.stream().mapToDouble(corner -> corner[1]).toArray();
    }

    /**
     * A round trip through a city with a grid of streets.
     *
     * @param radius about how far from its centre, metres
     */
    static Route city(double latitude, double longitude, double radius, RandomGenerator random) {
        int stops = 9;
        double tilt = random.nextDouble(-0.3, 0.3);
        List<double[]> corners = new ArrayList<>();
        double[] before = {radius, 0};
        for (int i = 1; i <= stops; i++) {
            double angle = 2 * Math.PI * i / stops;
            double far = i == stops ? radius : radius * random.nextDouble(0.55, 1.25);
            double[] next = {far * Math.cos(angle), i == stops ? 0 : far * Math.sin(angle)};
            corners.add(turned(new double[] {next[0], before[1]}, tilt));
            corners.add(turned(next, tilt));
            before = next;
        }
        return new Route(latitude, longitude, corners);
    }

    /** There and back along these places, each a latitude and a longitude. */
    static Route along(double[][] places) {
        double latitude = places[places.length / 2][0];
        double longitude = places[places.length / 2][1];
        List<double[]> corners = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            corners.add(plane(places[i], latitude, longitude));
        }
        for (int i = places.length - 2; i > 0; i--) {
            corners.add(plane(places[i], latitude, longitude));
        }
        return new Route(latitude, longitude, corners);
    }

    private static double[] plane(double[] place, double latitude, double longitude) {
        return new double[] {
            (place[1] - longitude) * DEGREE * Math.cos(Math.toRadians(latitude)),
            (place[0] - latitude) * DEGREE
        };
    }

    private static double[] turned(double[] point, double by) {
        return new double[] {
            point[0] * Math.cos(by) - point[1] * Math.sin(by),
            point[0] * Math.sin(by) + point[1] * Math.cos(by)
        };
    }

    /** How many legs; leg i goes from corner i to the next, the last back to the first. */
    int legs() {
        return east.length;
    }

    /** The length of a leg, metres. */
    double length(int leg) {
        int next = (leg + 1) % legs();
        return Math.hypot(east[next] - east[leg], north[next] - north[leg]);
    }

    /** The latitude at so many metres along a leg. */
    double latitude(int leg, double metres) {
        return latitude + at(north, leg, metres) / DEGREE;
    }

    /** The longitude at so many metres along a leg. */
    double longitude(int leg, double metres) {
        return longitude + at(east, leg, metres) / (DEGREE * Math.cos(Math.toRadians(latitude)));
    }

    private double at(double[] axis, int leg, double metres) {
        double share = length(leg) == 0 ? 0 : Math.min(1, metres / length(leg));
        return axis[leg] + (axis[(leg + 1) % legs()] - axis[leg]) * share;
    }
}
