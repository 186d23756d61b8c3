package dev.baton.responder;

/**
 * What became of questions since the start.
 *
 * @param holder answered with 200
 * @param notHolder answered with 503
 * @param refused answered with another status: the load balancer asks for something else
 * @param unfinished given up before a whole question had come: slow, silent, or too many at once
 */
public record ResponderCounts(long holder, long notHolder, long refused, long unfinished) {}
