/**
 * What every service process has: a start and an end in order, health, metrics, and a log on
 * standard error. Knows no service in particular.
 */
@NullMarked
package dev.baton.compose.service;

import org.jspecify.annotations.NullMarked;
