/**
 * The common parts of every service process: start and end in order, health, metrics, and messages
 * on standard error. Knows no particular service.
 */
@NullMarked
package dev.baton.compose.service;

import org.jspecify.annotations.NullMarked;
