package io.daggers.definition;

import io.daggers.diagnostic.Location;

/** Where results go. */
public sealed interface Sink permits InfluxSink, KafkaSink {

  Location location();
}
