package io.lineside.servicefake;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The faults that the service has next. Safe on any thread. */
public final class Faults {

    private record Rule(Predicate<RestRequest> where, Fault fault, AtomicInteger left) {}

    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final AtomicInteger struck = new AtomicInteger();

    Faults() {}

    /**
     * The next calls of this kind, so many of them, fail in this way; a rule made earlier goes
     * first.
     */
    public void next(int times, Predicate<RestRequest> where, Fault fault) {
        rules.add(new Rule(where, fault, new AtomicInteger(times)));
    }

    /** All calls of this kind fail in this way, until {@link #clear}. */
    public void always(Predicate<RestRequest> where, Fault fault) {
        next(Integer.MAX_VALUE, where, fault);
    }

    /** Removes all faults. */
    public void clear() {
        rules.clear();
    }

    /** How many calls had a fault. */
    public int struck() {
        return struck.get();
    }

    @Nullable Fault strike(RestRequest request) {
        for (Rule rule : rules) {
            if (rule.where.test(request)
                    && rule.left.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                struck.incrementAndGet();
                return rule.fault;
            }
        }
        return null;
    }
}
