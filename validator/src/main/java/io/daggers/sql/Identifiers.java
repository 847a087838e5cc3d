package io.daggers.sql;

import java.util.Locale;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;

/** Names as they must be written in a query. */
public final class Identifiers {

  private static final SqlAbstractParserImpl.Metadata WORDS =
      SqlParser.create("", SqlParser.config().withParserFactory(FlinkSqlParserImpl.FACTORY))
          .getMetadata();

  private Identifiers() {}

  /** The name, in backticks where it is a word of SQL. */
  public static String quoted(String name) {
    return WORDS.isReservedWord(name.toUpperCase(Locale.ROOT)) ? "`" + name + "`" : name;
  }
}
