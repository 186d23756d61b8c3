@NullMarked
package dev.baton.compose.audit;

import org.jspecify.annotations.NullMarked;
