package io.daggers.validator.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads what a process complains of to the end, and keeps a little of it. */
final class LastWords {

  private static final int MOST_BYTES = 4096;

  private byte[] kept = new byte[0];

  static LastWords of(InputStream complaints) {
    LastWords words = new LastWords();
    Thread reader = new Thread(() -> words.listen(complaints), "planner complaints");
    reader.setDaemon(true);
    reader.start();
    return words;
  }

  private void listen(InputStream complaints) {
    byte[] buffer = new byte[MOST_BYTES];
    try (complaints) {
      for (int read = complaints.read(buffer); read >= 0; read = complaints.read(buffer)) {
        keep(buffer, read);
      }
    } catch (IOException e) {
      // The process was killed while it spoke; what it said until then is kept.
    }
  }

  private synchronized void keep(byte[] buffer, int length) {
    int old = Math.min(kept.length, MOST_BYTES - length);
    byte[] next = new byte[old + length];
    System.arraycopy(kept, kept.length - old, next, 0, old);
    System.arraycopy(buffer, 0, next, old, length);
    kept = next;
  }

  synchronized String text() {
    return new String(kept, StandardCharsets.UTF_8).strip();
  }
}
