package io.lineside.desktop.screen;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Which screen of a window is open, and the way back. FX thread; needs no stage. */
public final class Navigation {

    /** The most steps that can be taken back. */
    static final int MOST_STEPS = 50;

    /**
     * A screen, and what it is to show.
     *
     * @param screen a screen's id
     * @param detail such as a device's id; empty: as the screen is
     */
    public record Destination(String screen, String detail) {}

    private final Deque<Destination> before = new ArrayDeque<>();
    private final Consumer<Destination> opener;
    private Destination current;

    /**
     * @param first the screen that is open at the start
     * @param opener brings a destination up; called at each step, also to the screen that is open
     */
    public Navigation(String first, Consumer<Destination> opener) {
        this.current = new Destination(first, "");
        this.opener = opener;
    }

    /** Where the operator is. */
    public Destination current() {
        return current;
    }

    /** Opens a screen as it is. */
    public void open(String screen) {
        open(screen, "");
    }

    /** Opens a screen at a detail. */
    public void open(String screen, String detail) {
        Destination next = new Destination(screen, detail);
        if (!next.equals(current)) {
            before.push(current);
            if (before.size() > MOST_STEPS) {
                before.removeLast();
            }
        }
        go(next);
    }

    /** Opens the screen that shows one device closely. */
    public void openDevice(String device) {
        open("device", device);
    }

    /** Opens the list of alarms. */
    public void openAlarms() {
        open("alarms");
    }

    /** Goes back to where the operator came from; false when there is no way back. */
    public boolean back() {
        Destination last = before.poll();
        if (last == null) {
            return false;
        }
        go(last);
        return true;
    }

    private void go(Destination next) {
        current = next;
        opener.accept(next);
    }
}
