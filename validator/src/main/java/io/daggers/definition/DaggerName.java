package io.daggers.definition;

/** x. */
public record DaggerName(String team, String dagger) {}
