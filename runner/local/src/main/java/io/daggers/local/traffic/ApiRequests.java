package io.daggers.local.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Requests to more than three hundred services, some of which are in a bad state. */
final class ApiRequests implements Activity {

  static final String SCHEMA = "platform.api.v1.AccessLog";
  private static final String[] DOMAINS = {
    "booking", "driver", "payment", "customer", "pricing", "dispatch", "food", "merchant", "wallet",
    "voucher", "map", "routing", "chat", "notification", "search", "fraud", "identity", "rating",
    "support", "campaign", "parcel", "ledger", "invoice", "insurance", "loyalty", "catalogue"
  };
  private static final String[] ROLES = {
    "api",
    "gateway",
    "query",
    "writer",
    "events",
    "admin",
    "cache",
    "history",
    "settings",
    "reports",
    "partner",
    "mobile"
  };
  private static final String[] ROUTES = {
    "/v1/list", "/v1/get", "/v1/create", "/v1/update", "/v2/get"
  };
  private static final int[] ERRORS = {500, 500, 502, 503, 504};
  private static final double MISTAKEN_BY_CALLER = 0.03;
  private static final int EVERY_BAD_ONE = 41;

  private final List<Service> services = services();

  /**
   * @param errorRate the part of requests that fail
   * @param latencyMillis of a typical request
   */
  private record Service(String name, double errorRate, double latencyMillis) {}

  @Override
  public String name() {
    return "API requests";
  }

  @Override
  public double perSecond() {
    return 16;
  }

  @Override
  public void happen(long micros, RandomGenerator random, Consumer<Event> events) {
    double popularity = random.nextDouble();
    Service service = services.get((int) (popularity * popularity * services.size()));
    boolean failed = random.nextDouble() < service.errorRate;
    int status = failed ? ERRORS[random.nextInt(ERRORS.length)] : answered(random);
    double latency =
        service.latencyMillis * Math.exp(random.nextGaussian() * 0.5) * (failed ? 6 : 1);
    events.accept(
        new Event(
            micros,
            SCHEMA,
            null,
            Map.of(
                "service",
                service.name,
                "route",
                ROUTES[random.nextInt(ROUTES.length)],
                "http_status",
                status,
                "latency_ms",
                (int) latency,
                "host",
                service.name + "-" + random.nextInt(4))));
  }

  private static int answered(RandomGenerator random) {
    return random.nextDouble() < MISTAKEN_BY_CALLER ? 404 : 200;
  }

  private static List<Service> services() {
    List<Service> services = new ArrayList<>();
    for (String role : ROLES) {
      for (String domain : DOMAINS) {
        int rank = services.size();
        boolean bad = rank % EVERY_BAD_ONE == 7;
        double errorRate = bad ? 0.08 + rank % 5 * 0.04 : 0.001 + rank % 10 * 0.001;
        services.add(new Service(domain + "-" + role, errorRate, 15 + rank * 37 % 120));
      }
    }
    return services;
  }
}
