package io.daggers.local;

import java.nio.file.Path;
import java.util.Optional;

/** Which InfluxDB this machine can run: influxd where it is installed, else one on Docker. */
public final class InfluxChoice {

  private InfluxChoice() {}

  /**
   * Asks Docker only where influxd is missing.
   *
   * @throws LocalServiceException where there is neither
   */
  public static InfluxProgram ofThisMachine() throws LocalServiceException, InterruptedException {
    return of(SearchPath.ofThisProcess());
  }

  static InfluxProgram of(SearchPath path) throws LocalServiceException, InterruptedException {
    Optional<Path> influxd = path.find("influxd");
    if (influxd.isPresent()) {
      return new InstalledInflux(influxd.get());
    }
    Optional<Path> docker = path.find("docker");
    if (docker.isEmpty()) {
      throw new LocalServiceException(
          InstalledInflux.MISSING + ", or Docker, which is not on the PATH either");
    }
    InfluxContainer container = new InfluxContainer(docker.get());
    if (!container.canRun()) {
      throw new LocalServiceException(
          InstalledInflux.MISSING
              + ", or start Docker, which is installed and does not answer (see: docker info)");
    }
    return container;
  }
}
