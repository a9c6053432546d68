package io.lineside.relay;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes SIGTERM and SIGINT an ordinary request to stop, so that a relay that is asked to stop ends
 * with the exit status of its work and not with 143. Uses reflection, since the JDK has no
 * supported class for signals and not every runtime has the unsupported one; without it, the JVM's
 * shutdown hooks remain.
 */
final class StopSignals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

    /** The JVM's own handler of each signal, restored on close. */
    private final Map<Object, Object> usual = new LinkedHashMap<>();

    private @Nullable Method handle;

    /**
     * From now on the first signal of each kind runs {@code stop}; the second of a kind ends the
     * process at once.
     */
    StopSignals(Runnable stop) {
        for (String name : new String[] {"TERM", "INT"}) {
            try {
                take(name, stop);
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                LOG.debug("SIG{} cannot be handled: {}", name, e.toString());
            }
        }
    }

    private void take(String name, Runnable stop) throws ReflectiveOperationException {
        Class<?> signals = Class.forName("sun.misc.Signal");
        Class<?> handlers = Class.forName("sun.misc.SignalHandler");
        Method setter = signals.getMethod("handle", signals, handlers);
        Object signal = signals.getConstructor(String.class).newInstance(name);
        Object byDefault = handlers.getField("SIG_DFL").get(null);
        Object ours =
                Proxy.newProxyInstance(
                        StopSignals.class.getClassLoader(),
                        new Class<?>[] {handlers},
                        (self, method, arguments) ->
                                switch (method.getName()) {
                                    case "handle" -> {
                                        Object unused = setter.invoke(null, signal, byDefault);
                                        stop.run();
                                        yield null;
                                    }
                                    case "equals" -> self == arguments[0];
                                    case "hashCode" -> System.identityHashCode(self);
                                    default -> "stop";
                                });
        handle = setter;
        usual.put(signal, setter.invoke(null, signal, ours));
    }

    @Override
    public void close() {
        Method setter = handle;
        if (setter == null) {
            return;
        }
        usual.forEach(
                (signal, before) -> {
                    try {
                        Object unused = setter.invoke(null, signal, before);
                    } catch (ReflectiveOperationException e) {
                        LOG.debug("{} keeps its handler: {}", signal, e.toString());
                    }
                });
    }
}
