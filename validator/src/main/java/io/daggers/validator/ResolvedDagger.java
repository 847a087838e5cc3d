package io.daggers.validator;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.daggers.definition.Dagger;
import io.daggers.definition.DaggerName;
import io.daggers.sql.QueryPlan;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamTable;
import java.util.List;

/**
 * A dagger that was judged and accepted. Only {@link Validator} makes one, and the runner accepts
 * nothing else: what the pull request approved is what runs.
 */
public final class ResolvedDagger {

  private final Dagger dagger;
  private final List<StreamTable> sources;
  private final SinkTable sink;
  private final FileDescriptorSet schemas;
  private final QueryPlan plan;

  ResolvedDagger(
      Dagger dagger,
      List<StreamTable> sources,
      SinkTable sink,
      FileDescriptorSet schemas,
      QueryPlan plan) {
    this.dagger = dagger;
    this.sources = List.copyOf(sources);
    this.sink = sink;
    this.schemas = schemas;
    this.plan = plan;
  }

  public DaggerName name() {
    return dagger.name();
  }

  /** The dagger as written. */
  public Dagger dagger() {
    return dagger;
  }

  public List<StreamTable> sources() {
    return sources;
  }

  public SinkTable sink() {
    return sink;
  }

  /** The schemas the sources and the sink refer to, with their imports, imports first. */
  public FileDescriptorSet schemas() {
    return schemas;
  }

  public QueryPlan plan() {
    return plan;
  }
}
