package io.lineside.desktop.link;

import java.time.Instant;

/**
 * What happened to alarms while there was no link. Immutable.
 *
 * @param since when the link was lost, the relay's time
 * @param raised alarms raised meanwhile
 * @param cleared alarms cleared meanwhile
 */
public record OutageSummary(Instant since, long raised, long cleared) {}
