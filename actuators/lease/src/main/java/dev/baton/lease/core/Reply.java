package dev.baton.lease.core;

import dev.baton.model.Epoch;

/**
 * What a member answers to a {@link Question}.
 *
 * @param epoch that of the question
 * @param generation that of the question
 * @param nonce that of the question
 * @param given whether it promises
 * @param storeAnswers whether its own keepalives are acknowledged
 */
public record Reply(
    Epoch epoch, long generation, long nonce, boolean given, boolean storeAnswers) {}
