/**
 * The frame around every screen: status bar, navigation, the notice of the last outage, the strip
 * of unacknowledged alarms. FX thread.
 */
@NullMarked
package io.lineside.desktop.shell;

import org.jspecify.annotations.NullMarked;
