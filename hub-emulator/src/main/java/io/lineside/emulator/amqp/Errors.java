package io.lineside.emulator.amqp;

import org.apache.qpid.protonj2.types.Symbol;
import org.apache.qpid.protonj2.types.transport.ErrorCondition;

/** Error conditions as Event Hubs answers them; which are retried is up to the client's SDK. */
final class Errors {

    private Errors() {}

    static ErrorCondition unauthorized(String description) {
        return of("amqp:unauthorized-access", description);
    }

    static ErrorCondition notFound(String entity) {
        return of("amqp:not-found", "The messaging entity '" + entity + "' could not be found.");
    }

    static ErrorCondition stolen(String description) {
        return of("amqp:link:stolen", description);
    }

    static ErrorCondition exceeded(String description) {
        return of("amqp:resource-limit-exceeded", description);
    }

    static ErrorCondition argument(String description) {
        return of("com.microsoft:argument-error", description);
    }

    static ErrorCondition internal(String description) {
        return of("amqp:internal-error", description);
    }

    private static ErrorCondition of(String condition, String description) {
        return new ErrorCondition(Symbol.valueOf(condition), description);
    }
}
