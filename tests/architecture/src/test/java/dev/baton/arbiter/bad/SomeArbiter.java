package dev.baton.arbiter.bad;

/** What an agent must not know. */
public record SomeArbiter(String name) {}
