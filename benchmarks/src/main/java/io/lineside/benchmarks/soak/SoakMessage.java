package io.lineside.benchmarks.soak;

/**
 * What the soak's clients look at in a message from the server.
 *
 * @param type as in the hub protocol; 0 for the answer to the handshake
 * @param word of a broadcast its group, of an answer the call's id; else empty
 * @param number of a broadcast its number, of an acknowledgement or a sequence its own; else 0
 */
record SoakMessage(int type, String word, long number) {

    static final int INVOCATION = 1;
    static final int COMPLETION = 3;
    static final int ACK = 8;
    static final int SEQUENCE = 9;

    /** Under stateful reconnect these have numbers; HubProtocol.md. */
    boolean isNumbered() {
        return type >= INVOCATION && type <= 5;
    }
}
