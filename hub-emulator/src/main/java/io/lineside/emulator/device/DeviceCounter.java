package io.lineside.emulator.device;

/** What a {@link DeviceEndpoint} counts. Each grows only, from 0 at its start. */
public enum DeviceCounter {
    /** Connections that were let in. */
    CONNECTIONS,
    /** Refused: not MQTT 3.1.1. */
    REFUSED_PROTOCOL,
    /** Refused: no client id, or not an id of a device or module. */
    REFUSED_CLIENT_ID,
    /** Refused: user name or token cannot be read. */
    REFUSED_CREDENTIALS,
    /** Refused: wrong key, or a token for something else. */
    REFUSED_KEY,
    /** Refused: the token is past its time. */
    REFUSED_EXPIRED,
    /** Refused: the device is disabled. */
    REFUSED_DISABLED,
    /** Refused: a Will to a topic that is not the device's telemetry, or with QoS 2. */
    REFUSED_WILL,
    /** Refused: as many connections or devices as the hub takes. */
    REFUSED_FULL,
    /** Closed by the hub: a newer connection of the same identity came. */
    CLOSED_REPLACED,
    /** Closed by the hub: the token's time was over. */
    CLOSED_EXPIRED,
    /** Closed by the hub: nothing came for 1.5 times the keep-alive. */
    CLOSED_KEEP_ALIVE,
    /** Closed by the hub: no CONNECT within its time. */
    CLOSED_NO_CONNECT,
    /** Closed by the hub: a message above 256 KB. */
    CLOSED_TOO_LARGE,
    /** Closed by the hub: published with QoS 2. */
    CLOSED_QOS_2,
    /** Closed by the hub: published to a topic that is not the device's, or cannot be read. */
    CLOSED_TOPIC,
    /** Closed by the hub: not MQTT, or MQTT out of order. */
    CLOSED_PROTOCOL,
    /** Closed by the hub: more messages at once than are held; unacknowledged ones come again. */
    CLOSED_OVERFLOW,
    /** Closed by the hub: the sink did not keep a message; unacknowledged ones come again. */
    CLOSED_NOT_KEPT,
    /** Closed by {@link DeviceEndpoint#disconnect}. */
    CLOSED_ON_REQUEST,
    /** TLS handshakes that failed, and connections that broke off. */
    BROKEN,
    /** Messages of devices kept by the sink. */
    MESSAGES,
    /** Bytes of their bodies. */
    BYTES,
    /** PUBACKs written for them. */
    ACKNOWLEDGED,
    /** Messages of QoS 0 that were received and not kept: nobody sends them again. */
    LOST_QOS_0,
    /** Messages of QoS 1 that were received and not kept; not acknowledged, so sent again. */
    NOT_KEPT_QOS_1,
    /** Connection events kept by the sink. */
    EVENTS,
    /** Connection events the sink did not keep. */
    EVENTS_LOST,
    /** Subscriptions refused. */
    SUBSCRIPTIONS_REFUSED,
    /** Twin requests answered. */
    TWIN_REQUESTS,
    /** Answers to methods; nobody had asked. */
    METHOD_ANSWERS
}
