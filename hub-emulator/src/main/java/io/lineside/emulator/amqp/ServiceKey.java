package io.lineside.emulator.amqp;

/**
 * A shared access policy of the service side.
 *
 * @param name the policy
 * @param key its key, used as text, as Event Hubs does
 */
public record ServiceKey(String name, String key) {

    @Override
    public String toString() {
        return "policy " + name;
    }
}
