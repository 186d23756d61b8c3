@NullMarked
package dev.baton.compose.convert.pacemaker;

import org.jspecify.annotations.NullMarked;
