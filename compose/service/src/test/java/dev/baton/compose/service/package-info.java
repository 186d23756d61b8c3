@NullMarked
package dev.baton.compose.service;

import org.jspecify.annotations.NullMarked;
