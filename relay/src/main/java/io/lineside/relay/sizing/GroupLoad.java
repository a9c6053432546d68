package io.lineside.relay.sizing;

/**
 * What is sent to one group.
 *
 * @param rows signals in a message; 0 where a message is not of values
 * @param bytes the size of a message in SignalR's JSON protocol
 * @param rate messages a second that the relay sends to the group
 * @param members the clients that each message goes to
 */
record GroupLoad(String group, int rows, int bytes, double rate, int members) {

    /** The unit in which Azure counts larger messages; also the message size of Azure's table. */
    static final int UNIT_BYTES = 2_048;

    /** How many 2 KB units a message is. */
    int unitsPerMessage() {
        return Math.max(1, Math.ceilDiv(bytes, UNIT_BYTES));
    }

    double inUnits() {
        return rate * unitsPerMessage();
    }

    double outMessages() {
        return rate * members;
    }

    double outUnits() {
        return outMessages() * unitsPerMessage();
    }

    double outBytes() {
        return outMessages() * bytes;
    }
}
