package io.daggers.sql.function;

import io.daggers.sql.function.aggregate.ApproxDeviation;
import io.daggers.sql.function.aggregate.ApproxDistinct;
import io.daggers.sql.function.aggregate.ApproxPercentile;
import io.daggers.sql.function.aggregate.Bucket;
import io.daggers.sql.function.aggregate.ExponentialAverage;
import io.daggers.sql.function.aggregate.Histogram;
import io.daggers.sql.function.aggregate.Trend;
import io.daggers.sql.function.collection.ArrayAverage;
import io.daggers.sql.function.collection.ArrayField;
import io.daggers.sql.function.collection.ArraySum;
import io.daggers.sql.function.collection.ArrayWhere;
import io.daggers.sql.function.collection.MapPick;
import io.daggers.sql.function.geo.GeoDistance;
import io.daggers.sql.function.geo.GeohashLatitude;
import io.daggers.sql.function.geo.GeohashLongitude;
import io.daggers.sql.function.geo.GeohashOf;
import io.daggers.sql.function.geo.S2Area;
import io.daggers.sql.function.geo.S2FromToken;
import io.daggers.sql.function.geo.S2Id;
import io.daggers.sql.function.geo.S2Latitude;
import io.daggers.sql.function.geo.S2Level;
import io.daggers.sql.function.geo.S2Longitude;
import io.daggers.sql.function.geo.S2Neighbours;
import io.daggers.sql.function.geo.S2Parent;
import io.daggers.sql.function.geo.S2Token;
import io.daggers.sql.function.json.JsonKeys;
import io.daggers.sql.function.json.JsonLength;
import io.daggers.sql.function.json.JsonRemove;
import io.daggers.sql.function.json.JsonSet;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.text.Mask;
import io.daggers.sql.function.text.StripAccents;
import io.daggers.sql.function.time.FormatInZone;
import io.daggers.sql.function.time.PeriodEnd;
import io.daggers.sql.function.time.PeriodStart;
import io.daggers.sql.function.time.TimeInZone;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.table.functions.UserDefinedFunction;

/** The project's own functions by their names in SQL. */
public final class Functions {

  private static final List<Class<? extends UserDefinedFunction>> CLASSES =
      List.of(
          S2Id.class,
          S2Token.class,
          S2FromToken.class,
          S2Latitude.class,
          S2Longitude.class,
          S2Level.class,
          S2Area.class,
          S2Parent.class,
          S2Neighbours.class,
          GeohashOf.class,
          GeohashLatitude.class,
          GeohashLongitude.class,
          GeoDistance.class,
          ApproxPercentile.class,
          ApproxDeviation.class,
          ApproxDistinct.class,
          Histogram.class,
          Bucket.class,
          ExponentialAverage.class,
          Trend.class,
          ArraySum.class,
          ArrayAverage.class,
          ArrayWhere.class,
          ArrayField.class,
          MapPick.class,
          JsonSet.class,
          JsonRemove.class,
          JsonLength.class,
          JsonKeys.class,
          TimeInZone.class,
          FormatInZone.class,
          PeriodStart.class,
          PeriodEnd.class,
          Mask.class,
          StripAccents.class);

  public static final Map<String, Class<? extends UserDefinedFunction>> ALL =
      CLASSES.stream()
          .collect(Collectors.toUnmodifiableMap(each -> description(each).name(), each -> each));

  private Functions() {}

  /** What is said of all of them, in the order of the reference. */
  public static List<Described> descriptions() {
    return CLASSES.stream().map(Functions::description).toList();
  }

  /** What is said of one; nothing where the project has no such function. */
  public static Optional<Described> description(String name) {
    return Optional.ofNullable(ALL.get(name)).map(Functions::description);
  }

  private static Described description(Class<? extends UserDefinedFunction> function) {
    return function.getAnnotation(Described.class);
  }
}
