package io.daggers.bench;

import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.List;

/** What a job of the soak told of itself while events came at a rate. */
final class SoakRecord {

  /** When so many records had been read, with so many seconds of processors. */
  record Reading(long millis, long records, double cpuSeconds) {}

  /** Bytes, and the newest checkpoint. */
  record Memory(
      long millis,
      long live,
      long resident,
      long direct,
      long checkpointBytes,
      long checkpointMillis) {}

  private final long rate;
  private final long firstMillis;
  private final List<Reading> readings = new ArrayList<>();
  private final List<Memory> memories = new ArrayList<>();
  private boolean ended;

  SoakRecord(long rate, long firstMillis) {
    this.rate = rate;
    this.firstMillis = firstMillis;
  }

  long rate() {
    return rate;
  }

  /** Until the job ends. */
  Thread listen(BufferedReader lines) {
    Thread thread = new Thread(() -> lines.lines().forEach(this::note), "soak-record");
    thread.start();
    return thread;
  }

  private synchronized void note(String line) {
    if (ended) {
      return;
    }
    String[] words = line.split(" ");
    if (words[0].equals("read")) {
      readings.add(
          new Reading(
              Long.parseLong(words[1]), Long.parseLong(words[2]), Double.parseDouble(words[3])));
    } else {
      memories.add(
          new Memory(
              Long.parseLong(words[1]),
              Long.parseLong(words[2]),
              Long.parseLong(words[3]),
              Long.parseLong(words[4]),
              Long.parseLong(words[5]),
              Long.parseLong(words[6])));
    }
  }

  /** What comes now is no part of it: the producer has ended. */
  synchronized void end() {
    ended = true;
  }

  synchronized List<Reading> readings() {
    return List.copyOf(readings);
  }

  synchronized List<Memory> memories() {
    return List.copyOf(memories);
  }

  /** By how many seconds the reading is behind the events. */
  double secondsBehind(Reading reading) {
    return (reading.millis() - firstMillis) / 1_000.0 - (double) reading.records() / rate;
  }
}
