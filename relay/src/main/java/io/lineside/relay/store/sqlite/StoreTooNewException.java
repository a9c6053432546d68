package io.lineside.relay.store.sqlite;

import java.io.IOException;

/**
 * Thrown when the store was written by a newer version of the program. The message names both
 * versions and the way back.
 */
public final class StoreTooNewException extends IOException {

    private static final long serialVersionUID = 1L;

    StoreTooNewException(String message) {
        super(message);
    }
}
