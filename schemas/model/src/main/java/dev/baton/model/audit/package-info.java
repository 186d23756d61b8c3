/** What people read of a decision: the entries of the audit topic. */
@NullMarked
package dev.baton.model.audit;

import org.jspecify.annotations.NullMarked;
