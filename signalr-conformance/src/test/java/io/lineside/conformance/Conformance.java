package io.lineside.conformance;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Puts the results of tests with {@link Shows} into the ledger, and gives the ledger to tests that
 * show many checks at once.
 */
final class Conformance implements TestWatcher, ParameterResolver {

    @Override
    public void testSuccessful(ExtensionContext context) {
        enter(context, Ledger.Kind.PASSED, null);
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        if (!(cause instanceof JavaCell.NotHere)) {
            enter(context, Ledger.Kind.SKIPPED, cause);
        }
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        enter(context, Ledger.Kind.FAILED, cause);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Ledger.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return ledger(context);
    }

    private static void enter(
            ExtensionContext context, Ledger.Kind kind, @Nullable Throwable cause) {
        Shows shows = context.getRequiredTestMethod().getAnnotation(Shows.class);
        if (shows == null) {
            return;
        }
        Optional<Object> instance = context.getTestInstance();
        Cell cell = instance.orElse(null) instanceof InCell known ? known.cell() : Cell.WIRE;
        String why = cause == null ? "" : String.valueOf(cause.getMessage());
        for (int check : shows.value()) {
            ledger(context).enter(check, cell, kind, why);
        }
    }

    /** One ledger for all test classes; it is closed after the last one. */
    private static Ledger ledger(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Conformance.class))
                .computeIfAbsent(Ledger.class, key -> new Ledger(), Ledger.class);
    }
}
