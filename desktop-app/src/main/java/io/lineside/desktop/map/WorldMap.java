package io.lineside.desktop.map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The outlines of the world's countries, read from TopoJSON (the format's specification, version
 * 1.0, section 2): arcs of quantised, delta-encoded positions, which neighbours share. Immutable.
 *
 * @param countries polygons on {@link Mercator}'s square
 */
record WorldMap(List<Polygon> countries) {

    /** An outer ring and its holes. */
    record Polygon(List<Ring> rings) {}

    /** A closed line, with the rectangle it lies in. */
    record Ring(double[] xs, double[] ys, double minX, double minY, double maxX, double maxY) {

        static Ring of(List<double[]> points) {
            double[] xs = new double[points.size()];
            double[] ys = new double[points.size()];
            double minX = 1;
            double minY = 1;
            double maxX = 0;
            double maxY = 0;
            for (int i = 0; i < xs.length; i++) {
                xs[i] = points.get(i)[0];
                ys[i] = points.get(i)[1];
                minX = Math.min(minX, xs[i]);
                maxX = Math.max(maxX, xs[i]);
                minY = Math.min(minY, ys[i]);
                maxY = Math.max(maxY, ys[i]);
            }
            return new Ring(xs, ys, minX, minY, maxX, maxY);
        }
    }

    /** A world of water, until the outlines are read. */
    static final WorldMap EMPTY = new WorldMap(List.of());

    /**
     * Reads the outlines from the class path.
     *
     * @throws IOException when they are missing
     */
    static WorldMap load() throws IOException {
        try (InputStream in = WorldMap.class.getResourceAsStream("countries-50m.json")) {
            if (in == null) {
                throw new IOException("the world's outlines are missing from the class path");
            }
            return read(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
    }

    static WorldMap read(Reader json) {
        JsonObject topology = JsonParser.parseReader(json).getAsJsonObject();
        List<List<double[]>> arcs = arcs(topology);
        List<Polygon> polygons = new ArrayList<>();
        JsonArray countries =
                topology.getAsJsonObject("objects")
                        .getAsJsonObject("countries")
                        .getAsJsonArray("geometries");
        for (JsonElement each : countries) {
            JsonObject country = each.getAsJsonObject();
            JsonArray parts = country.getAsJsonArray("arcs");
            if (country.get("type").getAsString().equals("Polygon")) {
                polygons.add(polygon(parts, arcs));
            } else {
                parts.forEach(part -> polygons.add(polygon(part.getAsJsonArray(), arcs)));
            }
        }
        return new WorldMap(List.copyOf(polygons));
    }

    private static List<List<double[]>> arcs(JsonObject topology) {
        JsonObject transform = topology.getAsJsonObject("transform");
        JsonArray scale = transform.getAsJsonArray("scale");
        JsonArray translate = transform.getAsJsonArray("translate");
        List<List<double[]>> arcs = new ArrayList<>();
        for (JsonElement each : topology.getAsJsonArray("arcs")) {
            List<double[]> arc = new ArrayList<>();
            long x = 0;
            long y = 0;
            for (JsonElement step : each.getAsJsonArray()) {
                x += step.getAsJsonArray().get(0).getAsLong();
                y += step.getAsJsonArray().get(1).getAsLong();
                double longitude = x * scale.get(0).getAsDouble() + translate.get(0).getAsDouble();
                double latitude = y * scale.get(1).getAsDouble() + translate.get(1).getAsDouble();
                arc.add(new double[] {Mercator.x(longitude), Mercator.y(latitude)});
            }
            arcs.add(arc);
        }
        return arcs;
    }

    private static Polygon polygon(JsonArray rings, List<List<double[]>> arcs) {
        List<Ring> read = new ArrayList<>();
        rings.forEach(ring -> read.add(ring(ring.getAsJsonArray(), arcs)));
        return new Polygon(List.copyOf(read));
    }

    /** Joins arcs; a negative index means the arc of its complement, backwards. */
    private static Ring ring(JsonArray indices, List<List<double[]>> arcs) {
        List<double[]> points = new ArrayList<>();
        for (JsonElement each : indices) {
            int index = each.getAsInt();
            List<double[]> arc = index < 0 ? arcs.get(~index).reversed() : arcs.get(index);
            points.addAll(points.isEmpty() ? arc : arc.subList(1, arc.size()));
        }
        return Ring.of(points);
    }
}
