package io.lineside.devices.replay;

import java.util.ArrayList;
import java.util.List;

/** What was wrong in a file: all counted, the first hundred kept with place and reason. */
public final class RowProblems {

    private static final int KEPT = 100;

    private final List<String> first = new ArrayList<>();
    private long badCells;
    private long emptyCells;
    private long rejectedRows;

    void badCell(String what) {
        badCells++;
        keep(what);
    }

    void emptyCell() {
        emptyCells++;
    }

    void rejectedRow(String what) {
        rejectedRows++;
        keep(what);
    }

    private void keep(String what) {
        if (first.size() < KEPT) {
            first.add(what);
        }
    }

    /** Cells that were not what their column is; sent as null. */
    public long badCells() {
        return badCells;
    }

    /** Cells with nothing in them; sent as null. */
    public long emptyCells() {
        return emptyCells;
    }

    /** Rows that were not sent, for want of a time. */
    public long rejectedRows() {
        return rejectedRows;
    }

    /** The first hundred, each with file, line, column and what was expected. */
    public List<String> first() {
        return List.copyOf(first);
    }
}
