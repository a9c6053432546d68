package io.lineside.conformance;

/** A test class whose tests belong to a column of the table; others belong to {@link Cell#WIRE}. */
interface InCell {

    Cell cell();
}
