package io.daggers.definition;

import io.daggers.diagnostic.Location;

/** A value together with the place it was written. */
public record Located<T>(T value, Location location) {}
