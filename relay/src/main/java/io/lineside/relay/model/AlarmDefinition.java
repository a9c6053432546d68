package io.lineside.relay.model;

import io.lineside.model.AssetPath;
import io.lineside.model.LimitRule;
import io.lineside.model.SignalId;
import io.lineside.wire.Groups;

/**
 * An alarm of the plant model.
 *
 * @param id {@code device/name/sign}
 * @param unit the unit its device belongs to
 * @param message one line for the operator
 */
public record AlarmDefinition(
        String id, SignalId signal, AssetPath unit, LimitRule rule, String message) {

    /** The alarms group that hears of it. */
    public String group() {
        return Groups.alarms(unit.area());
    }
}
