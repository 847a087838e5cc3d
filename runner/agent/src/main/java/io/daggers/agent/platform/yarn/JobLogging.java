package io.daggers.agent.platform.yarn;

import io.daggers.agent.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** How jobs log. Flink takes it from a folder of the machine that submits. */
final class JobLogging {

  private static final String FILE = "log4j.properties";

  private JobLogging() {}

  /** Returns the folder. */
  static Path write(Path folder) throws PlatformException {
    try (InputStream settings = JobLogging.class.getResourceAsStream(FILE)) {
      Path logging = Files.createDirectories(folder.resolve("logging"));
      Files.copy(
          Objects.requireNonNull(settings),
          logging.resolve(FILE),
          StandardCopyOption.REPLACE_EXISTING);
      return logging;
    } catch (IOException e) {
      throw new PlatformException("%s cannot be written: %s".formatted(folder, e.getMessage()), e);
    }
  }
}
