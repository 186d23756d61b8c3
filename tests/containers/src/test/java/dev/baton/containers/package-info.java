/**
 * Baton's log and arbiter, and the whole of {@code compose/compose.yaml}, in containers of the
 * images that {@code compose/images.sh} makes of this build.
 *
 * <p>Needs a Docker engine: the one that DOCKER_HOST names, the one at its usual place, or one that
 * {@code compose/engine.sh} has started in the directory that TEST_ENGINE names.
 */
@NullMarked
package dev.baton.containers;

import org.jspecify.annotations.NullMarked;
