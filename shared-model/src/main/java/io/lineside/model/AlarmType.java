package io.lineside.model;

/** What kind of condition an alarm watches (ISA-18.2, 3.1; the wire uses the constants' names). */
public enum AlarmType {
    LOW_LOW("LL"),
    LOW("L"),
    HIGH("H"),
    HIGH_HIGH("HH");

    private final String sign;

    AlarmType(String sign) {
        this.sign = sign;
    }

    /** The sign on screens and in alarm ids: L, H, LL, HH. */
    public String sign() {
        return sign;
    }

    /** Whether the alarm is raised above its limit, not below. */
    public boolean isHigh() {
        return this == HIGH || this == HIGH_HIGH;
    }
}
