/**
 * What every service process has: an ordered start and end, health, metrics, and messages on
 * standard error. Knows no service in particular.
 */
@NullMarked
package dev.baton.compose.service;

import org.jspecify.annotations.NullMarked;
