package io.lineside.desktop.pulse;

/** A screen that is told once per pulse what changed. */
@FunctionalInterface
public interface PulseListener {

    /** Runs on the FX thread; must be done within a few milliseconds. */
    void pulse(Frame frame);
}
