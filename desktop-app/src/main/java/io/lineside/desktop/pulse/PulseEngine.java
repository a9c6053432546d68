package io.lineside.desktop.pulse;

import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.frame.FrameListener;
import io.lineside.desktop.latest.AlarmSnapshot;
import io.lineside.desktop.latest.History;
import io.lineside.desktop.latest.LatestAlarms;
import io.lineside.desktop.latest.LatestValues;
import io.lineside.desktop.link.Link;
import io.lineside.model.SignalId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one crossing to the FX thread. At most twenty times a second it collects what changed and
 * tells its listeners; no other thread ever touches the scene. All methods on the FX thread, but
 * {@link #call}; it may be made on any thread, before the toolkit is started.
 */
public final class PulseEngine {

    private static final Logger LOG = LoggerFactory.getLogger(PulseEngine.class);

    /** Numbers that change faster than this cannot be read. */
    private static final long FRAME_NANOS = Duration.ofMillis(50).toNanos();

    private final LatestValues values;
    private final LatestAlarms alarms;
    private final Link link;
    private final History history = new History();
    private final List<FrameListener> listeners = new ArrayList<>();
    private @Nullable AnimationTimer timer;
    private AlarmSnapshot index = AlarmSnapshot.EMPTY;
    private long indexVersion = -1;
    private long lastFrame;

    public PulseEngine(LatestValues values, LatestAlarms alarms, Link link) {
        this.values = values;
        this.alarms = alarms;
        this.link = link;
    }

    /** Adds one that is told of each frame from now on. */
    public void add(FrameListener listener) {
        listeners.add(listener);
    }

    public void start() {
        // Made here: the engine itself may be there before the toolkit is.
        AnimationTimer made =
                new AnimationTimer() {
                    @Override
                    public void handle(long now) {
                        if (now - lastFrame >= FRAME_NANOS) {
                            lastFrame = now;
                            frame();
                        }
                    }
                };
        timer = made;
        made.start();
    }

    public void stop() {
        AnimationTimer running = timer;
        if (running != null) {
            running.stop();
        }
    }

    /** What is known now, with every signal as changed: for one that has just become visible. */
    public Frame whole() {
        return frameOf(values.signals());
    }

    private void frame() {
        Set<SignalId> changed = values.drain();
        for (SignalId signal : changed) {
            history.note(values.of(signal));
        }
        Frame frame = frameOf(changed);
        for (FrameListener listener : listeners) {
            try {
                listener.pulse(frame);
            } catch (RuntimeException e) {
                LOG.error("a screen met an error; the others go on", e);
            }
        }
    }

    private Frame frameOf(Set<SignalId> changed) {
        long version = alarms.version();
        if (version != indexVersion) {
            index = new AlarmSnapshot(alarms.all());
            indexVersion = version;
        }
        return new Frame(link.now(), changed, values, index, link.status(), history);
    }

    /** Runs something on the FX thread and completes with what it answers. Safe on any thread. */
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
