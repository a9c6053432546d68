package io.lineside.desktop.map;

/**
 * Which part of the world is on the canvas. Immutable.
 *
 * @param centreX on {@link Mercator}'s square
 * @param scale pixels for the whole world's width
 * @param width of the canvas, pixels
 */
record Viewport(double centreX, double centreY, double scale, double width, double height) {

    private static final double LEAST_SCALE = 400;

    /** About 1 m a pixel at the equator. */
    private static final double MOST_SCALE = Mercator.CIRCUMFERENCE;

    /** The least of the world that is fitted into the canvas, so one device does not fill it. */
    private static final double LEAST_SPAN = 2_000 / Mercator.CIRCUMFERENCE;

    static Viewport world(double width, double height) {
        return new Viewport(0.5, 0.42, width, width, height);
    }

    /** The view in which all of a rectangle can be seen. */
    static Viewport fit(
            double minX, double minY, double maxX, double maxY, double width, double height) {
        double spanX = Math.max(maxX - minX, LEAST_SPAN) * 1.25;
        double spanY = Math.max(maxY - minY, LEAST_SPAN) * 1.25;
        double scale = Math.min(width / spanX, height / spanY);
        return new Viewport((minX + maxX) / 2, (minY + maxY) / 2, limit(scale), width, height);
    }

    private static double limit(double scale) {
        return Math.clamp(scale, LEAST_SCALE, MOST_SCALE);
    }

    double toX(double x) {
        return (x - centreX) * scale + width / 2;
    }

    double toY(double y) {
        return (y - centreY) * scale + height / 2;
    }

    Viewport resized(double newWidth, double newHeight) {
        return new Viewport(centreX, centreY, scale, newWidth, newHeight);
    }

    Viewport moved(double pixelsX, double pixelsY) {
        return new Viewport(
                Math.clamp(centreX - pixelsX / scale, 0, 1),
                Math.clamp(centreY - pixelsY / scale, 0, 1),
                scale,
                width,
                height);
    }

    /** Zooms and keeps what is under a pixel where it is. */
    Viewport zoomed(double factor, double atX, double atY) {
        double newScale = limit(scale * factor);
        double x = (atX - width / 2) / scale + centreX;
        double y = (atY - height / 2) / scale + centreY;
        return new Viewport(
                x - (atX - width / 2) / newScale,
                y - (atY - height / 2) / newScale,
                newScale,
                width,
                height);
    }

    /** Whether any of a ring's rectangle can be seen. */
    boolean sees(WorldMap.Ring ring) {
        return toX(ring.maxX()) >= 0
                && toX(ring.minX()) <= width
                && toY(ring.maxY()) >= 0
                && toY(ring.minY()) <= height;
    }

    /** How many metres one pixel is, in the middle of the canvas. */
    double metresPerPixel() {
        return Mercator.metres(centreY) / scale;
    }
}
