package io.daggers.job.sink.influx;

import java.io.Serializable;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBFactory;
import org.influxdb.dto.BatchPoints;
import org.influxdb.dto.Query;
import org.jspecify.annotations.Nullable;

/**
 * Where points go.
 *
 * @param retentionPolicy null lets the server use the database's default
 * @param createDatabase whether a missing database is made; for servers that are there to play with
 */
public record InfluxEndpoint(
    String url,
    @Nullable String username,
    @Nullable String password,
    String database,
    @Nullable String retentionPolicy,
    boolean createDatabase)
    implements Serializable {

  /** A client that writes synchronously: what it does not confirm has not been written. */
  InfluxDB connect() {
    InfluxDB client =
        username == null
            ? InfluxDBFactory.connect(url)
            : InfluxDBFactory.connect(url, username, password);
    client.enableGzip();
    if (createDatabase) {
      client.query(new Query("CREATE DATABASE \"" + database.replace("\"", "\\\"") + "\""));
    }
    return client;
  }

  /** An empty batch for this endpoint. The client's own default policy is never used. */
  BatchPoints.Builder batch() {
    return BatchPoints.database(database).retentionPolicy(retentionPolicy);
  }

  @Override
  public String toString() {
    return url + "/" + database;
  }
}
