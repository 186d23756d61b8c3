package dev.baton.homeless;

/** Breaks the layers: nobody said where its package belongs. */
public final class ClassWithoutLayer {}
