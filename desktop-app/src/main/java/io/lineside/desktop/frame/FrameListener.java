package io.lineside.desktop.frame;

/** A screen that is told once per pulse what changed. */
@FunctionalInterface
public interface FrameListener {

    /** Runs on the FX thread; must be done within a few milliseconds. */
    void pulse(Frame frame);
}
