/** Tests of the actuators for AWS. */
@NullMarked
package dev.baton.aws;

import org.jspecify.annotations.NullMarked;
