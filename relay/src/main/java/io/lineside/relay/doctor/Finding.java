package io.lineside.relay.doctor;

/**
 * The result of one check.
 *
 * @param subject what was checked, one word
 * @param text what was found, one line
 * @param remedy what to do, one line; empty when there is nothing to do
 */
record Finding(String subject, State state, String text, String remedy) {

    /** How bad the finding is. */
    enum State {
        OK("ok"),
        /** The subject works, but not well or not for ever. */
        WARNING("warning"),
        WRONG("wrong"),
        /** The subject could not be checked, since something before it is wrong. */
        SKIPPED("skipped");

        private final String word;

        State(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static Finding ok(String subject, String text) {
        return new Finding(subject, State.OK, text, "");
    }

    static Finding warning(String subject, String text, String remedy) {
        return new Finding(subject, State.WARNING, text, remedy);
    }

    static Finding wrong(String subject, String text, String remedy) {
        return new Finding(subject, State.WRONG, text, remedy);
    }

    static Finding skipped(String subject, String why) {
        return new Finding(subject, State.SKIPPED, "not looked at: " + why, "");
    }
}
