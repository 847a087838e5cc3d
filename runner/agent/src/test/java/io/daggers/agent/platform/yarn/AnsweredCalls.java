package io.daggers.agent.platform.yarn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.daggers.local.YarnCluster;
import java.io.InputStream;
import java.net.URI;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** How many calls of clients a ResourceManager has answered, as it counts them itself. */
record AnsweredCalls(URI counters) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static AnsweredCalls of(YarnCluster yarn) throws Exception {
    String address =
        HadoopFolder.of(yarn.configuration()).settings().get(YarnConfiguration.RM_ADDRESS);
    String port = address.substring(address.indexOf(':') + 1);
    return new AnsweredCalls(
        yarn.resourceManager()
            .resolve("/jmx?qry=Hadoop:service=ResourceManager,name=RpcActivityForPort" + port));
  }

  long count() throws Exception {
    try (InputStream answer = counters.toURL().openStream()) {
      JsonNode calls = JSON.readTree(answer).at("/beans/0/RpcProcessingTimeNumOps");
      if (!calls.isIntegralNumber()) {
        throw new IllegalStateException("no counter at " + counters);
      }
      return calls.asLong();
    }
  }
}
