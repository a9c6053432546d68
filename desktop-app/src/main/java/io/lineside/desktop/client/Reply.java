package io.lineside.desktop.client;

/** The relay's answer to a request, or why there is none. Immutable. */
public sealed interface Reply<T> {

    /** The relay did what was asked. */
    record Answered<T>(T answer) implements Reply<T> {}

    /**
     * The relay cannot do it now (HTTP status 503): the service behind it cannot be asked.
     *
     * @param reason one sentence for the log
     */
    record Unavailable<T>(String reason) implements Reply<T> {}

    /**
     * The relay refused, or could not be reached in time.
     *
     * @param reason one sentence for the log
     */
    record Failed<T>(String reason) implements Reply<T> {}

    /**
     * The relay answered, and the answer is not what the wire's records describe.
     *
     * @param reason one sentence for the log
     */
    record Malformed<T>(String reason) implements Reply<T> {}
}
