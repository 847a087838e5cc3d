package io.daggers.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.daggers.definition.DaggerReader;
import io.daggers.definition.DaggerShape;
import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.TestCaseShape;
import io.daggers.definition.YamlSchema;
import io.daggers.definition.YamlShape;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.topology.EnvironmentReader;
import io.daggers.topology.StreamsReader;
import io.daggers.topology.TeamsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The JSON Schemas of {@code docs/schema/} are what the readers read. Run with {@code
 * -Dupdate=true} to rewrite them.
 */
class JsonSchemasTest {

  private static final Path ROOT = Path.of(System.getProperty("daggers.root"));
  private static final Path BROKEN = Path.of("src/test/resources/broken");
  private static final YAMLMapper YAML = new YAMLMapper();

  /** Shapes by the name of their file in docs/schema. */
  private static final Map<String, YamlShape> SHAPES =
      new TreeMap<>(
          Map.of(
              "dagger", DaggerShape.DAGGER,
              "test", TestCaseShape.TEST,
              "streams", StreamsReader.SHAPE,
              "teams", TeamsReader.SHAPE,
              "environment", EnvironmentReader.SHAPE));

  /** Findings about the form of a YAML file, which a JSON Schema can see too. */
  private static final Set<Code> OF_FORM = Set.of(Code.DG0102, Code.DG0104, Code.DG0105);

  @TestFactory
  Stream<DynamicTest> areCurrent() {
    return SHAPES.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      Path file = ROOT.resolve("docs/schema/" + entry.getKey() + ".json");
                      String expected = text(schema(entry.getKey()));
                      if (Boolean.getBoolean("update")) {
                        Files.createDirectories(file.getParent());
                        Files.writeString(file, expected);
                      }
                      assertThat(Files.readString(file)).isEqualTo(expected);
                    }));
  }

  @Test
  void sayWhatEveryKeyMeans() {
    SHAPES
        .keySet()
        .forEach(
            name ->
                schema(name)
                    .findValues("properties")
                    .forEach(
                        properties ->
                            properties.forEach(
                                key ->
                                    assertThat(key.path("description").asText())
                                        .as("%s: %s", name, key)
                                        .isNotBlank())));
  }

  @Test
  void acceptEveryFileOfTheRepository() throws IOException {
    List<String> accepted = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : RepositoryFiles.read(ROOT).contents().entrySet()) {
      String schema = schemaOf(file.getKey());
      if (!schema.isEmpty()) {
        assertThat(complaints(schema, file.getValue())).as(file.getKey()).isEmpty();
        accepted.add(file.getKey());
      }
    }
    assertThat(accepted)
        .contains("daggers/teams.yaml", "schemas/streams.yaml")
        .hasSizeGreaterThanOrEqualTo(7);
  }

  @Test
  void refuseAKeyThatIsNotKnownAtAnyDepth() {
    String unknown =
        """
        description: A case
        sources: {bookings: {schema: rides.booking.v1.BookingEvent, wartermark: 30s}}
        sink: {influx: {measurement: m, time: t, fields: [f], tag: [a]}}
        paralelism: 2
        """;

    assertThat(complaints("dagger", unknown.getBytes(StandardCharsets.UTF_8)))
        .anyMatch(message -> message.getMessage().contains("wartermark"))
        .anyMatch(message -> message.getMessage().contains("'tag'"))
        .anyMatch(message -> message.getMessage().contains("paralelism"));
  }

  /** What the reader takes the schema takes, and what it refuses for its form the schema does. */
  @TestFactory
  Stream<DynamicTest> agreeWithTheReaderOnBrokenDaggers() throws IOException {
    List<Path> cases;
    try (Stream<Path> folders = Files.list(BROKEN)) {
      cases = folders.sorted().filter(f -> Files.exists(f.resolve("dagger.yaml"))).toList();
    }
    return cases.stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    folder.getFileName().toString(),
                    () -> checkAgreement(Files.readAllBytes(folder.resolve("dagger.yaml")))));
  }

  private static void checkAgreement(byte[] yaml) throws IOException {
    Findings findings = new Findings();
    RepositoryFiles files =
        RepositoryFiles.of(
            Map.of(
                "daggers/cases/a/dagger.yaml",
                yaml,
                "daggers/cases/a/query.sql",
                "SELECT 1".getBytes(StandardCharsets.UTF_8)));
    DaggerReader.names(files, findings).forEach(name -> DaggerReader.read(files, name, findings));
    List<Code> codes = findings.list().stream().map(Diagnostic::code).toList();
    boolean readable = codes.stream().noneMatch(code -> notForSchemas(code));
    if (readable) {
      assertThat(complaints("dagger", yaml).isEmpty())
          .as("%s", findings.list())
          .isEqualTo(codes.stream().noneMatch(OF_FORM::contains));
    }
  }

  /** Findings of YAML itself, which never becomes JSON. */
  private static boolean notForSchemas(Code code) {
    return code.name().startsWith("DG01") && !OF_FORM.contains(code) && code != Code.DG0107;
  }

  private static String schemaOf(String path) {
    if (path.equals(StreamsReader.FILE)) {
      return "streams";
    }
    if (path.equals(TeamsReader.FILE)) {
      return "teams";
    }
    if (path.startsWith("infra/environments/")) {
      return "environment";
    }
    if (path.contains("/tests/")) {
      return "test";
    }
    return path.endsWith("/dagger.yaml") ? "dagger" : "";
  }

  private static ObjectNode schema(String name) {
    return YamlSchema.of(SHAPES.get(name), name + ".yaml");
  }

  private static Set<ValidationMessage> complaints(String schema, byte[] yaml) {
    JsonSchema validator =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema(schema));
    try {
      JsonNode document = YAML.readTree(yaml);
      return validator.validate(document);
    } catch (IOException e) {
      throw new IllegalArgumentException("not YAML", e);
    }
  }

  private static String text(JsonNode schema) throws IOException {
    return new ObjectMapper()
            .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .writeValueAsString(schema)
        + "\n";
  }
}
