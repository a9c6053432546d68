package io.lineside.core.alarm;

import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;

/**
 * An alarm of the plant.
 *
 * @param id {@code device/name/sign}; unique in the plant
 * @param signal the signal that the alarm watches
 * @param unit the unit that the signal's device belongs to
 * @param rule the condition
 * @param message one line for the operator
 */
public record AlarmDefinition(
        String id, SignalId signal, AssetPath unit, Rule rule, String message) {

    /**
     * The area whose operators are responsible for the alarm; transitions are numbered per area.
     */
    public AssetPath area() {
        return unit.area();
    }
}
