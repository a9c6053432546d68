package io.lineside.program;

/** Work for the moment at which the JVM is asked to end, such as at Ctrl-C, until it is closed. */
public final class ShutdownHook implements AutoCloseable {

    private final Thread thread;

    private ShutdownHook(Thread thread) {
        this.thread = thread;
    }

    /**
     * From now on the JVM runs the action when it shuts down.
     *
     * @param thread the name of the thread that the action runs on
     */
    public static ShutdownHook add(String thread, Runnable action) {
        ShutdownHook hook = new ShutdownHook(Thread.ofPlatform().name(thread).unstarted(action));
        Runtime.getRuntime().addShutdownHook(hook.thread);
        return hook;
    }

    /** The action is not needed any more. Does nothing when the JVM is shutting down already. */
    @Override
    public void close() {
        try {
            boolean _ = Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException _) {
            // The JVM is going down: the action runs, or has run.
        }
    }
}
