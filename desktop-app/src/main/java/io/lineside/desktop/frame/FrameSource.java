package io.lineside.desktop.frame;

/**
 * Where frames come from: the live link, or a recording that is played again. All calls on the FX
 * thread.
 */
public interface FrameSource {

    /** The next frame, with the signals that changed since the last call. Once per pulse. */
    Frame next();

    /** All that is known now, with every signal as changed: for a screen that becomes visible. */
    Frame whole();
}
