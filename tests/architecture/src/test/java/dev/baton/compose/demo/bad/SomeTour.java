package dev.baton.compose.demo.bad;

/** What a command on a node must not know. */
public record SomeTour(String name) {}
