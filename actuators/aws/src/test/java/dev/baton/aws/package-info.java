/** Tests of the movers for AWS. */
@NullMarked
package dev.baton.aws;

import org.jspecify.annotations.NullMarked;
