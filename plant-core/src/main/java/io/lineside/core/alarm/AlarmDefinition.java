package io.lineside.core.alarm;

import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;

/**
 * An alarm of the plant.
 *
 * @param id {@code device/name/sign}; unique in the plant
 * @param signal the signal it watches
 * @param unit the unit its device belongs to
 * @param rule the condition
 * @param message one line for the operator
 */
public record AlarmDefinition(
        String id, SignalId signal, AssetPath unit, Rule rule, String message) {

    /** The area whose operators are responsible for it; its transitions are numbered per area. */
    public AssetPath area() {
        return unit.area();
    }
}
