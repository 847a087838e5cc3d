package io.daggers.local.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import io.daggers.local.LocalServiceException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A file of events, in UTF-8, compressed with gzip or not; the file {@code -} is the standard
 * input.
 */
public sealed interface EventFile permits JsonLines, CsvRows {

  /** Takes the events of a file in their order. */
  @FunctionalInterface
  interface Receiver {
    void receive(Message event) throws LocalServiceException, InterruptedException;
  }

  /**
   * Reads the file to its end, or to its first bad line.
   *
   * @throws BadEventException for a line that is no event of the schema, or has no event time
   */
  void read(EventShape shape, Receiver receiver)
      throws BadEventException, IOException, LocalServiceException, InterruptedException;

  /** What every event must have, whichever file it comes from. */
  static Message withTime(EventShape shape, Message event, String file, long line)
      throws BadEventException {
    if (shape.timeOf(event).isEmpty()) {
      throw BadEventException.at(
          file,
          line,
          "%s is not set: every event needs its event time".formatted(shape.time().getName()));
    }
    return event;
  }

  static BufferedReader open(Path file) throws IOException {
    InputStream bytes =
        new BufferedInputStream(isStandardInput(file) ? System.in : Files.newInputStream(file));
    bytes.mark(2);
    boolean compressed = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return new BufferedReader(
        new InputStreamReader(compressed ? new GZIPInputStream(bytes) : bytes, UTF_8));
  }

  static String nameOf(Path file) {
    return isStandardInput(file) ? "<stdin>" : file.toString();
  }

  private static boolean isStandardInput(Path file) {
    return file.toString().equals("-");
  }
}
