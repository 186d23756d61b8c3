@NullMarked
package dev.baton.compose;

import org.jspecify.annotations.NullMarked;
