package io.lineside.desktop.control;

import javafx.scene.canvas.GraphicsContext;

/**
 * A line through points as they come, with a gap wherever one is missing: what was not live is not
 * bridged by a guess. In the context's own colour and width; for the FX thread.
 */
public final class BrokenLine {

    private final GraphicsContext g;
    private boolean drawing;

    /** Begins a line. */
    public BrokenLine(GraphicsContext g) {
        this.g = g;
        g.beginPath();
    }

    /** Goes on to the point, or begins there after a gap. */
    public void to(double x, double y) {
        if (drawing) {
            g.lineTo(x, y);
        } else {
            g.moveTo(x, y);
        }
        drawing = true;
    }

    /** Ends the piece: the next point begins another. */
    public void gap() {
        drawing = false;
    }

    /** Draws it. */
    public void stroke() {
        g.stroke();
    }
}
