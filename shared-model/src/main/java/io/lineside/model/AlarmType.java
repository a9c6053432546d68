package io.lineside.model;

/** What kind of condition an alarm watches (ISA-18.2, 3.1; the wire uses the constants' names). */
public enum AlarmType {
    LOW_LOW("LL", "<"),
    LOW("L", "<"),
    HIGH("H", ">"),
    HIGH_HIGH("HH", ">");

    private final String sign;
    private final String relation;

    AlarmType(String sign, String relation) {
        this.sign = sign;
        this.relation = relation;
    }

    /** The sign on screens and in alarm ids: L, H, LL, HH. */
    public String sign() {
        return sign;
    }

    /**
     * How a value that raises the alarm stands to its limit, before the limit on screens: > or <.
     */
    public String relation() {
        return relation;
    }
}
