package io.lineside.desktop.frame;

/** Gets a frame once per pulse. */
@FunctionalInterface
public interface FrameListener {

    /** Shows the frame. Runs on the FX thread; must be done within a few milliseconds. */
    void pulse(Frame frame);
}
