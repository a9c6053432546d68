package io.lineside.relay.config;

/**
 * A configuration file cannot be used. The message has the form {@code file:line: key: what was
 * expected}, one line for each thing that is wrong.
 */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
