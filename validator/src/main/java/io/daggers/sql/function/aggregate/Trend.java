package io.daggers.sql.function.aggregate;

import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.time.Instant;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.AggregateFunction;
import org.jspecify.annotations.Nullable;

/** By how much a number rises in a second. */
@Described(
    name = "TREND",
    topic = Topic.AGGREGATES,
    form = "TREND(number DOUBLE, time TIMESTAMP_LTZ(3))",
    gives = "DOUBLE",
    does =
        "By how much a number rises in a second: the slope of the straight line that is nearest"
            + " to all points (least squares). Times 3600 it is the rise in an hour.",
    nulls =
        "there are not two rows of different times with a number; rows with a NULL do not count",
    examples = {
      @Example(
          sql = "TREND(v, t)",
          from =
              "(VALUES (10, TIMESTAMP '2026-01-01 00:00:00'), (12, TIMESTAMP '2026-01-01 00:00:01'), (14, TIMESTAMP '2026-01-01 00:00:02')) AS x (v, t)",
          result = "2.0"),
      @Example(
          sql = "TREND(v, t)",
          from = "(VALUES (10, TIMESTAMP '2026-01-01 00:00:00')) AS x (v, t)",
          result = "NULL")
    })
public final class Trend extends AggregateFunction<Double, Trend.Line> {

  private static final long serialVersionUID = 1L;

  /** Means and sums of products around them; times in seconds from that of the first point. */
  public static final class Line {
    public long points;
    public long originMillis;
    public double meanTime;
    public double meanNumber;
    public double timesNumbers;
    public double timesTimes;
  }

  @Override
  public Line createAccumulator() {
    return new Line();
  }

  public void accumulate(
      Line line,
      @Nullable Double number,
      @DataTypeHint("TIMESTAMP_LTZ(3)") @Nullable Instant time) {
    if (number != null && time != null) {
      Line point = new Line();
      point.points = 1;
      point.originMillis = time.toEpochMilli();
      point.meanNumber = number;
      add(line, point);
    }
  }

  public void merge(Line line, Iterable<Line> others) {
    others.forEach(other -> add(line, other));
  }

  @Override
  public @Nullable Double getValue(Line line) {
    return line.timesTimes > 0 ? line.timesNumbers / line.timesTimes : null;
  }

  private static void add(Line line, Line other) {
    if (other.points == 0) {
      return;
    }
    if (line.points == 0) {
      line.originMillis = other.originMillis;
    }
    double shift = (other.originMillis - line.originMillis) / 1000.0;
    double times = other.meanTime + shift - line.meanTime;
    double numbers = other.meanNumber - line.meanNumber;
    double all = (double) line.points + other.points;
    double both = line.points * (other.points / all);
    line.timesNumbers += other.timesNumbers + times * numbers * both;
    line.timesTimes += other.timesTimes + times * times * both;
    line.meanTime += times * (other.points / all);
    line.meanNumber += numbers * (other.points / all);
    line.points += other.points;
  }
}
