package io.daggers.cli.up;

import io.daggers.agent.health.Status;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.repository.RepositoryException;
import io.daggers.cli.FindingsException;
import io.daggers.cli.StatusTable;
import io.daggers.cli.TextTable;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.local.InfluxServer;
import io.daggers.local.LocalServiceException;
import io.daggers.local.RunDirectory;
import io.daggers.validator.PlannerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of {@code dagger up}, from the first line to the last. */
public final class UpRun implements AutoCloseable {

  private static final long REDRAW_MILLIS = 1_000;

  private final Path repository;
  private final RepositoryFiles files;
  private final Screen screen;
  private final RunDirectory directory;
  private final LocalSystem system;
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread onInterrupt = new Thread(this::interrupt, "interrupt");

  private UpRun(
      Path repository,
      RepositoryFiles files,
      Screen screen,
      RunDirectory directory,
      LocalStreams streams) {
    this.repository = repository;
    this.files = files;
    this.screen = screen;
    this.directory = directory;
    this.system = new LocalSystem(directory.path(), streams, screen::progress);
  }

  /** Takes a run directory; what is started from here on ends with {@link #close} or Ctrl-C. */
  public static UpRun open(Path repository, RepositoryFiles files, PrintWriter out)
      throws IOException, FindingsException {
    Findings findings = new Findings();
    LocalStreams streams = LocalStreams.read(files, findings);
    if (findings.hasErrors()) {
      throw new FindingsException(findings.list(), files);
    }
    RunDirectory directory = RunDirectory.create(repository);
    System.setProperty("daggers.log", directory.path().resolve("up.log").toString());
    UpRun run = new UpRun(repository, files, new Screen(out), directory, streams);
    Runtime.getRuntime().addShutdownHook(run.onInterrupt);
    return run;
  }

  public void start()
      throws IOException,
          InterruptedException,
          LocalServiceException,
          PlatformException,
          RepositoryException {
    screen.print(List.of("daggers of " + repository));
    system.start(repository);
    Status status = system.status();
    List<String> links = new ArrayList<>();
    links.add("");
    links.add("  agent     " + system.agent() + "  (what runs, and why)");
    if (status.platformUi() != null) {
      links.add("  Flink     " + status.platformUi());
    }
    InfluxServer influx = system.influx();
    links.add("  InfluxDB  %s  (%s)".formatted(influx.url(), influx.program().description()));
    system
        .bootstrapServers()
        .forEach((name, servers) -> links.add("  Kafka     " + servers + "  " + name));
    links.add("  log       " + directory.path().resolve("up.log"));
    links.add("");
    screen.print(links);
  }

  /** Shows what runs until Ctrl-C. */
  public boolean watch() throws InterruptedException {
    if (!screen.isInteractive()) {
      screen.print(List.of("running; Ctrl-C ends it"));
    }
    do {
      if (screen.isInteractive()) {
        List<String> lines = new ArrayList<>(StatusTable.lines(system.status(), Instant.now()));
        lines.add("");
        lines.add("Commit a change under daggers/ and watch. Ctrl-C ends everything.");
        screen.redraw(lines);
      }
    } while (!interrupted.await(REDRAW_MILLIS, TimeUnit.MILLISECONDS));
    return true;
  }

  /** Waits until every dagger has written what it must; says which has not after the deadline. */
  public boolean awaitResults(Duration limit)
      throws InterruptedException, LocalServiceException, PlannerException {
    List<String> problems = new ArrayList<>();
    List<Expected> expected = Expected.of(files, problems);
    ReadBack readBack = new ReadBack(system.influx(), system.bootstrapServers());
    Map<Expected, Written> written = new TreeMap<>(Comparator.comparing(Expected::name));
    Instant deadline = Instant.now().plus(limit);
    boolean all = false;
    while (!all && problems.isEmpty() && Instant.now().isBefore(deadline)) {
      all = true;
      for (Expected each : expected) {
        if (!isEnough(each, written.get(each))) {
          written.put(each, readBack.read(each.sink()));
          all &= isEnough(each, written.get(each));
        }
      }
      long done = expected.stream().filter(each -> isEnough(each, written.get(each))).count();
      screen.progress("waiting for results: %d of %d daggers".formatted(done, expected.size()));
      if (!all && interrupted.await(REDRAW_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    screen.print(results(written));
    for (Expected each : expected) {
      if (!isEnough(each, written.get(each))) {
        problems.add(lacking(each, written.get(each)));
      }
    }
    problems.forEach(problem -> screen.print(List.of("error: " + problem)));
    return problems.isEmpty() && !expected.isEmpty();
  }

  @Override
  public void close() throws IOException {
    system.close();
    directory.close();
    closed.countDown();
  }

  private void interrupt() {
    interrupted.countDown();
    if (closed.getCount() > 0) {
      screen.print(List.of("", "stopping ..."));
    }
    try {
      close();
    } catch (IOException e) {
      screen.print(List.of("error: " + e.getMessage()));
    }
  }

  private static boolean isEnough(Expected expected, @Nullable Written written) {
    return written != null && written.windows() >= expected.windowsNeeded();
  }

  private String lacking(Expected expected, @Nullable Written written) {
    long windows = written == null ? 0 : written.windows();
    String state =
        system
            .status()
            .dagger(expected.name().toString())
            .map(dagger -> dagger.state() + (dagger.inSync() ? "" : ": " + dagger.reason()))
            .orElse("not known to the agent");
    return "%s has written %d of %d windows to %s; its job is %s"
        .formatted(
            expected.name(),
            windows,
            expected.windowsNeeded(),
            Written.where(expected.sink()),
            state);
  }

  private static List<String> results(Map<Expected, Written> written) {
    TextTable table = new TextTable("DAGGER", "SINK", ">ROWS", ">WINDOWS", "NEWEST READ");
    written.forEach(
        (expected, found) ->
            table.add(
                expected.name().toString(),
                found.where(),
                "%,d".formatted(found.rows()),
                "%,d".formatted(found.windows()),
                found.newest() == null ? "-" : found.newest().toString()));
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Read back from InfluxDB and Kafka:");
    lines.add("");
    lines.addAll(table.lines());
    return lines;
  }
}
