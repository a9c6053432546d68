/**
 * What a page of the window is, how it is entered into the registry, and how an operator gets from
 * one to another and back. FX thread.
 */
@NullMarked
package io.lineside.desktop.screen;

import org.jspecify.annotations.NullMarked;
