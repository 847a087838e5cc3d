package io.daggers.bench;

/**
 * Bookings that lie together in the topic, with those behind them that end their windows.
 *
 * @param records how many there are, in all
 * @param completed how many of them the query counts
 */
record Batch(long records, long completed) {

  static Batch parse(String text) {
    int colon = text.indexOf(':');
    return new Batch(
        Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return records + ":" + completed;
  }
}
