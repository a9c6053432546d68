/**
 * Makes the packages of the relay and the desktop: a trimmed runtime (jlink), an image (jpackage),
 * a rehearsal in which the image's classes are recorded for its AOT cache, then what this operating
 * system installs. A build tool: it runs on Maven's thread of {@code -Pinstaller}, one step after
 * another; a thread per started program reads what that prints.
 */
@NullMarked
package io.lineside.installer;

import org.jspecify.annotations.NullMarked;
