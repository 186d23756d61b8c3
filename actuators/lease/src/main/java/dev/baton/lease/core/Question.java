package dev.baton.lease.core;

import dev.baton.model.Epoch;

/**
 * The holder of an epoch asks another member to promise that it opens no gate (rule H).
 *
 * @param epoch which it holds
 * @param generation the latest generation of commands that it has read
 * @param definitionVersion of the definition by which it knows whom to ask
 * @param nonce the answer repeats it
 */
public record Question(Epoch epoch, long generation, long definitionVersion, long nonce) {}
