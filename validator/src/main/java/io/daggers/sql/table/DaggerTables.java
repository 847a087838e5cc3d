package io.daggers.sql.table;

import io.daggers.schema.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.GenericInMemoryCatalog;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableAlreadyExistException;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.Factory;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.utils.TypeConversions;

/**
 * The catalog a query is planned against: exactly the sources the dagger declares, and its sink.
 * What is not declared cannot be found.
 */
public final class DaggerTables extends GenericInMemoryCatalog {

  public static final String CATALOG = "daggers";
  public static final String DATABASE = "sources";

  /** The sink's name; not a valid source name, so that no query can read it. */
  public static final String SINK = "the sink";

  private final Map<String, DeclaredStream> streams = new HashMap<>();
  private final TableRuntime runtime;
  private Optional<DeclaredSink> sink = Optional.empty();

  private record DeclaredStream(StreamTable table, Schema schema, RowType columns) {}

  private record DeclaredSink(SinkTable table, ResultRows result) {}

  public DaggerTables(TableRuntime runtime) {
    super(CATALOG, DATABASE);
    this.runtime = runtime;
  }

  /**
   * @param columns the schema's fields followed by {@link StreamColumns#ALL}
   */
  public void add(StreamTable table, Schema schema, RowType columns) {
    streams.put(table.name(), new DeclaredStream(table, schema, columns));
    org.apache.flink.table.api.Schema.Builder declaration = declare(columns);
    declaration.watermark(StreamColumns.ROWTIME, "SOURCE_WATERMARK()");
    create(table.name(), declaration.build());
  }

  /** Declares where the query's rows go. */
  public void setSink(SinkTable table, ResultRows result) {
    sink = Optional.of(new DeclaredSink(table, result));
    create(SINK, declare(result.columns()).build());
  }

  @Override
  public Optional<Factory> getFactory() {
    return Optional.of(new Tables());
  }

  private static org.apache.flink.table.api.Schema.Builder declare(RowType columns) {
    org.apache.flink.table.api.Schema.Builder builder =
        org.apache.flink.table.api.Schema.newBuilder();
    for (RowType.RowField column : columns.getFields()) {
      builder.column(column.getName(), TypeConversions.fromLogicalToDataType(column.getType()));
    }
    return builder;
  }

  private void create(String name, org.apache.flink.table.api.Schema schema) {
    try {
      createTable(
          new ObjectPath(DATABASE, name), CatalogTable.newBuilder().schema(schema).build(), false);
    } catch (TableAlreadyExistException | DatabaseNotExistException e) {
      throw new IllegalStateException("a table declared twice: " + name, e);
    }
  }

  private final class Tables implements DynamicTableSourceFactory, DynamicTableSinkFactory {

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
      DeclaredStream stream = streams.get(context.getObjectIdentifier().getObjectName());
      return new StreamTableSource(stream.table(), stream.schema(), runtime, stream.columns());
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
      DeclaredSink declared = sink.orElseThrow();
      return new ResultTableSink(declared.table(), declared.result(), runtime);
    }

    @Override
    public String factoryIdentifier() {
      return CATALOG;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
      return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
      return Set.of();
    }
  }
}
