package io.daggers.sql;

import com.google.protobuf.Descriptors.Descriptor;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Compiles the text of a proto file. */
final class ProtoSource {

  private static final List<String> LIBRARY =
      List.of("any", "duration", "empty", "field_mask", "struct", "timestamp", "wrappers");

  private ProtoSource() {}

  /** The message M of a proto file: its syntax line, and what follows the imports. */
  static Descriptor messageM(String syntax, String body) {
    StringBuilder source = new StringBuilder(syntax).append("\npackage p;\n");
    LIBRARY.forEach(
        name -> source.append("import \"google/protobuf/").append(name).append(".proto\";\n"));
    byte[] proto = source.append(body).toString().getBytes(StandardCharsets.UTF_8);
    Findings findings = new Findings();
    return SchemaCatalog.compile(RepositoryFiles.of(Map.of("schemas/m.proto", proto)), findings)
        .schema("p.M")
        .map(Schema::descriptor)
        .orElseThrow(() -> new IllegalStateException(findings.list().toString()));
  }
}
