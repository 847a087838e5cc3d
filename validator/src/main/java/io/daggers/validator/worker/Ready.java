package io.daggers.validator.worker;

/** The first message of a worker: it has started and takes requests. */
enum Ready {
  INSTANCE
}
