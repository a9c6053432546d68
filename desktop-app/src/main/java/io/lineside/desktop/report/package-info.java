/**
 * What a run of the desktop leaves behind: a report as JSON and pictures of its screens. Each class
 * names its thread.
 */
@NullMarked
package io.lineside.desktop.report;

import org.jspecify.annotations.NullMarked;
