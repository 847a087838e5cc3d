package io.daggers.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The class paths of services that are on nobody's class path but that of their own JVMs. The build
 * of a service's module writes its own down.
 */
final class ServiceClasses {

  private ServiceClasses() {}

  /**
   * @param module below {@code runner/local}, by which people know the service too
   */
  static String of(String module) throws LocalServiceException {
    String root = System.getProperty("daggers.root");
    if (root == null) {
      throw new LocalServiceException(
          "the system property daggers.root does not name the checkout: start with bin/dagger");
    }
    Path built = Path.of(root, "runner", "local", module, "target");
    try {
      String dependencies = Files.readString(built.resolve("classpath"), UTF_8).strip();
      return built.resolve("classes") + File.pathSeparator + dependencies;
    } catch (IOException e) {
      throw new LocalServiceException(
          "the local %s is not built (no %s): run make build".formatted(module, e.getMessage()), e);
    }
  }
}
