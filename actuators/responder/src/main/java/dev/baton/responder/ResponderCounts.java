package dev.baton.responder;

/**
 * How many probes were answered since the start, and how.
 *
 * @param holder answered with 200
 * @param notHolder answered with 503
 * @param refused answered with another status: the load balancer asks for something else
 * @param unfinished closed before the request was complete: too slow, silent, or too many
 *     connections
 */
public record ResponderCounts(long holder, long notHolder, long refused, long unfinished) {}
