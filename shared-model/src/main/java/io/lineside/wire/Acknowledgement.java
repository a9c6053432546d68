package io.lineside.wire;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/alarms/acknowledge}: an operator's act on one occurrence. A command that is sent
 * again with its id takes effect once.
 *
 * @param commandId a fresh UUID made by the client
 * @param alarm the alarm's id
 * @param occurrence the raise that the operator acknowledges
 * @param expectedSeq the alarm's seq that the operator saw
 * @param workstation where the operator sits
 * @param comment what the operator wrote; null when nothing
 */
public record Acknowledgement(
        String commandId,
        String alarm,
        String occurrence,
        long expectedSeq,
        String workstation,
        @Nullable String comment) {

    /**
     * What became of the acknowledgement.
     *
     * @param reason one sentence for the operator; null when accepted
     * @param alarm the alarm as it is now; null when unknown
     */
    public record Answer(Result result, @Nullable String reason, @Nullable AlarmView alarm) {}

    /** What became of an acknowledgement; the HTTP status of the answer stands in brackets. */
    public enum Result {
        /** The acknowledgement is made and in the journal (200). */
        ACCEPTED("accepted"),
        /** This command or another one acknowledged the occurrence before (200). */
        ALREADY("already"),
        /** The alarm has another occurrence by now (409). */
        CONFLICT("conflict"),
        /** There is no such alarm (404). */
        UNKNOWN("unknown"),
        /** The journal cannot be written, so nothing was changed (503). */
        REFUSED("refused");

        private final String word;

        Result(String word) {
            this.word = word;
        }

        /** The word used on the wire. */
        public String word() {
            return word;
        }

        /**
         * The result with this word.
         *
         * @throws IllegalArgumentException when there is none
         */
        public static Result ofWord(String word) {
            for (Result result : values()) {
                if (result.word.equals(word)) {
                    return result;
                }
            }
            throw new IllegalArgumentException(
                    "result of an acknowledgement is '" + word + "', which is none");
        }
    }
}
