package io.lineside.program;

/** The innermost cause of an exception: what failed, without the exceptions that wrapped it. */
public final class RootCause {

    private RootCause() {}

    /** The innermost cause; the exception itself when nothing caused it. */
    public static Throwable of(Throwable thrown) {
        Throwable root = thrown;
        Throwable cause = root.getCause();
        while (cause != null && cause != root) {
            root = cause;
            cause = root.getCause();
        }
        return root;
    }

    /**
     * The innermost cause in one line, for an operator: the first line of its message, or the
     * simple name of its class where it has no message.
     */
    public static String line(Throwable thrown) {
        Throwable root = of(thrown);
        String message = root.getMessage();
        String line = message == null ? "" : message.strip().lines().findFirst().orElse("");
        return line.isEmpty() ? root.getClass().getSimpleName() : line;
    }
}
