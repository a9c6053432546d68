package io.lineside.desktop.pulse;

import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.frame.FrameListener;
import io.lineside.desktop.frame.FrameSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one crossing to the FX thread. At most twenty times a second it takes a frame from its source
 * and passes it to its listeners; no other thread ever touches the scene. All methods on the FX
 * thread, but {@link #call}; it may be made on any thread, before the toolkit is started.
 */
public final class PulseEngine {

    private static final Logger LOG = LoggerFactory.getLogger(PulseEngine.class);

    /** Numbers that change faster than this cannot be read. */
    private static final long FRAME_NANOS = Duration.ofMillis(50).toNanos();

    private final FrameSource source;
    private final List<FrameListener> listeners = new ArrayList<>();
    private @Nullable AnimationTimer timer;
    private long lastFrame;

    public PulseEngine(FrameSource source) {
        this.source = source;
    }

    /** Adds a listener, which gets each frame from now on. */
    public void add(FrameListener listener) {
        listeners.add(listener);
    }

    /** Begins to pass frames. */
    public void start() {
        assert Platform.isFxApplicationThread() : "the pulse belongs to the FX thread";
        // The timer is made here and not with the engine, which may be there before the toolkit.
        AnimationTimer made =
                new AnimationTimer() {
                    @Override
                    public void handle(long now) {
                        if (now - lastFrame >= FRAME_NANOS) {
                            lastFrame = now;
                            pass(source.next());
                        }
                    }
                };
        timer = made;
        made.start();
    }

    /** Passes no more frames. */
    public void stop() {
        assert Platform.isFxApplicationThread() : "the pulse belongs to the FX thread";
        AnimationTimer running = timer;
        if (running != null) {
            running.stop();
        }
    }

    private void pass(Frame frame) {
        for (FrameListener listener : listeners) {
            try {
                listener.pulse(frame);
            } catch (RuntimeException e) {
                LOG.error("a screen met an error; the others go on", e);
            }
        }
    }

    /** Runs work on the FX thread and completes with its result. Safe on any thread. */
    public static <T> CompletableFuture<T> call(Callable<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Platform.runLater(
                () -> {
                    FutureTask<T> task = new FutureTask<>(work);
                    task.run();
                    try {
                        answer.complete(task.resultNow());
                    } catch (IllegalStateException e) {
                        answer.completeExceptionally(task.exceptionNow());
                    }
                });
        return answer;
    }
}
