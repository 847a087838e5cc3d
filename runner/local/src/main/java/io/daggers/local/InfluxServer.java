package io.daggers.local;

import java.nio.file.Path;
import java.util.List;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBException;
import org.influxdb.InfluxDBFactory;
import org.influxdb.dto.Query;
import org.influxdb.dto.QueryResult;

/**
 * A real InfluxDB 1.x that does not outlive this process, on a free loopback port, without
 * authentication.
 */
public final class InfluxServer implements AutoCloseable {

  /** The official image that stands in where InfluxDB is not installed. */
  public static final String IMAGE = "influxdb:1.8";

  private final InfluxProgram program;
  private final InfluxDB client;
  private final String url;
  private final ChildProcess process;

  private InfluxServer(InfluxProgram program, String url, InfluxDB client, ChildProcess process) {
    this.program = program;
    this.url = url;
    this.client = client;
    this.process = process;
  }

  /**
   * Starts the InfluxDB that is installed, with its storage below the directory, and returns when
   * it answers.
   *
   * @throws LocalServiceException if influxd is not installed or does not start
   */
  public static InfluxServer start(Path directory)
      throws LocalServiceException, InterruptedException {
    return start(InstalledInflux.onPath(), directory);
  }

  /**
   * Starts an InfluxDB with what the machine has, and returns when it answers. One in a container
   * keeps nothing over a {@link #restart}, and must not be ended by {@link #kill}, which reaches
   * only processes.
   */
  public static InfluxServer start(InfluxProgram program, Path directory)
      throws LocalServiceException, InterruptedException {
    List<Integer> ports = LoopbackPorts.free(2);
    List<String> command = program.command(directory, ports.get(0), ports.get(1));
    Path log = directory.resolve("influx.log");
    String url = "http://127.0.0.1:" + ports.get(0);
    InfluxDB client = InfluxDBFactory.connect(url);
    ChildProcess process =
        ChildProcess.start(
            new ServiceCommand(
                "InfluxDB", command, log, () -> client.ping().isGood(), program.startLimit()));
    return new InfluxServer(program, url, client, process);
  }

  /** What it is run with. */
  public InfluxProgram program() {
    return program;
  }

  /** {@code http://127.0.0.1:port}; it stays the same after {@link #restart}. */
  public String url() {
    return url;
  }

  /** Creates the database unless it exists. */
  public void createDatabase(String name) throws LocalServiceException {
    ask(new Query("CREATE DATABASE \"%s\"".formatted(name)));
  }

  /** How many points of the measurement have the field; 0 where there is no such measurement. */
  public long count(String database, String measurement, String field)
      throws LocalServiceException {
    return query(database, "SELECT COUNT(\"%s\") FROM \"%s\"".formatted(field, measurement))
        .stream()
        .flatMap(series -> series.getValues().stream())
        .mapToLong(row -> ((Number) row.get(1)).longValue())
        .sum();
  }

  /** The series that answer an InfluxQL query; their times are RFC 3339 text. */
  public List<QueryResult.Series> query(String database, String influxQl)
      throws LocalServiceException {
    return ask(new Query(influxQl, database)).getResults().stream()
        .filter(result -> result.getSeries() != null)
        .flatMap(result -> result.getSeries().stream())
        .toList();
  }

  /** Ends the server in order; what it stored stays. */
  public void stop() {
    process.close();
  }

  /** Ends the server as a crash would. */
  public void kill() {
    process.kill();
  }

  /** Ends the server if it runs and starts it again, on the same ports, with what it had stored. */
  public void restart() throws LocalServiceException, InterruptedException {
    process.restart();
  }

  @Override
  public void close() {
    client.close();
    stop();
  }

  private QueryResult ask(Query query) throws LocalServiceException {
    try {
      QueryResult answer = client.query(query);
      if (answer.hasError()) {
        throw new LocalServiceException("InfluxDB refuses the query: " + answer.getError());
      }
      return answer;
    } catch (InfluxDBException e) {
      throw new LocalServiceException("InfluxDB does not answer: " + e.getMessage(), e);
    }
  }
}
