package io.daggers.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.daggers.local.YarnCluster;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** How many calls of clients a ResourceManager has answered, as it counts them itself. */
record AnsweredCalls(URI counters) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Hadoop shows its counters as they were up to ten seconds ago. */
  private static final Duration PUBLISHED_EVERY = Duration.ofSeconds(11);

  static AnsweredCalls of(YarnCluster yarn) throws Exception {
    Configuration settings = new Configuration(false);
    settings.addResource(yarn.configuration().resolve("yarn-site.xml").toUri().toURL());
    String address = settings.get(YarnConfiguration.RM_ADDRESS);
    String port = address.substring(address.indexOf(':') + 1);
    return new AnsweredCalls(
        yarn.resourceManager()
            .resolve("/jmx?qry=Hadoop:service=ResourceManager,name=RpcActivityForPort" + port));
  }

  /** All until now. */
  long count() throws Exception {
    long known = published();
    long before;
    do {
      before = known;
      Thread.sleep(PUBLISHED_EVERY.toMillis());
      known = published();
    } while (known != before);
    return known;
  }

  private long published() throws Exception {
    try (InputStream answer = counters.toURL().openStream()) {
      JsonNode calls = JSON.readTree(answer).at("/beans/0/RpcProcessingTimeNumOps");
      if (!calls.isIntegralNumber()) {
        throw new IllegalStateException("no counter at " + counters);
      }
      return calls.asLong();
    }
  }
}
