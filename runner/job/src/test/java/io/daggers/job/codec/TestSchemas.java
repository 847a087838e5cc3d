package io.daggers.job.codec;

import com.google.protobuf.Descriptors.Descriptor;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.topology.EventTime;
import io.daggers.topology.EventTime.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The schemas under {@code src/test/resources/codec}. */
final class TestSchemas {

  static final Descriptor EVERYTHING = message("proto3.proto", "codec.three.Everything");
  static final Descriptor OLD = message("proto2.proto", "codec.two.Old");
  static final Descriptor MODERN = message("editions.proto", "codec.editions.Modern");

  /** The fields of protobuf's own test messages. */
  static final Descriptor GOOGLE_3 = message("google3.proto", "codec.official.three.TestAllTypes");

  static final Descriptor GOOGLE_2 = message("google2.proto", "codec.official.two.TestAllTypes");
  static final EventTime GOOGLE_3_TIME = new EventTime("optional_timestamp", Unit.TIMESTAMP);
  static final EventTime GOOGLE_2_TIME = new EventTime("optional_int64", Unit.NANOSECONDS);

  /** Fields that no other schema has. */
  static final Descriptor UNKNOWN = message("google2.proto", "codec.official.two.Unknown");

  private TestSchemas() {}

  private static Descriptor message(String file, String name) {
    Findings findings = new Findings();
    try (InputStream proto = TestSchemas.class.getResourceAsStream("/codec/" + file)) {
      RepositoryFiles files = RepositoryFiles.of(Map.of("schemas/" + file, proto.readAllBytes()));
      return SchemaCatalog.compile(files, findings)
          .schema(name)
          .map(Schema::descriptor)
          .orElseThrow(() -> new IllegalStateException(findings.list().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
