package io.daggers.job.sink.influx;

import io.daggers.job.secret.LateSecret;
import java.io.Serializable;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where points go.
 *
 * @param username null where the server asks for none
 * @param password null where the user has none
 * @param retentionPolicy null lets the server use the database's default
 * @param createDatabase whether a missing database is made; for servers that are there to play with
 */
public record InfluxEndpoint(
    String url,
    @Nullable String username,
    @Nullable LateSecret password,
    String database,
    @Nullable String retentionPolicy,
    boolean createDatabase)
    implements Serializable {

  /** The server's URL without anything that may be secret. */
  String address() {
    URI uri = URI.create(url);
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  @Override
  public String toString() {
    return address() + "/" + database;
  }
}
