package io.daggers.definition;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads a dagger's folder: dagger.yaml and query.sql. */
public final class DaggerReader {

  private static final Pattern TABLE_NAME = Pattern.compile(DaggerShape.TABLE_NAME);
  private static final int MAX_QUERY_BYTES = 64 * 1024;

  private final RepositoryFiles files;
  private final DaggerName name;
  private final Findings findings;

  private DaggerReader(RepositoryFiles files, DaggerName name, Findings findings) {
    this.files = files;
    this.name = name;
    this.findings = findings;
  }

  /** The daggers of a repository by their folders; a folder of another form is a finding. */
  public static SortedSet<DaggerName> names(RepositoryFiles files, Findings findings) {
    SortedSet<DaggerName> names = new TreeSet<>();
    Set<String> refused = new HashSet<>();
    for (String path : files.paths()) {
      if (!path.startsWith("daggers/")) {
        continue;
      }
      String[] parts = path.split("/");
      if (parts.length < 4) {
        continue;
      }
      if (DaggerName.isPart(parts[1]) && DaggerName.isPart(parts[2])) {
        names.add(new DaggerName(parts[1], parts[2]));
      } else if (refused.add(parts[1] + "/" + parts[2])) {
        findings.add(
            Diagnostic.error(
                Code.DG0004,
                Location.startOf(path),
                "daggers/%s/%s is not daggers/<team>/<dagger>".formatted(parts[1], parts[2]),
                "use lower-case letters, digits and hyphens, at most 63, in both names"));
      }
    }
    return names;
  }

  /** The dagger as written, or nothing where findings leave too little to go on. */
  public static Optional<Dagger> read(RepositoryFiles files, DaggerName name, Findings findings) {
    return new DaggerReader(files, name, findings).read();
  }

  /** The query and as many of the sources as can be read; what cannot was reported by read. */
  public static Optional<QueryDraft> draft(RepositoryFiles files, DaggerName name) {
    Findings reported = new Findings();
    DaggerReader reader = new DaggerReader(files, name, reported);
    Optional<YamlObject> yaml =
        YamlReader.read(files, name.folder() + "/dagger.yaml", reported)
            .flatMap(node -> YamlObject.of(node, DaggerShape.DAGGER, reported));
    List<Source> sources = yaml.map(reader::sources).orElse(List.of());
    int written = yaml.map(object -> object.entries("sources").size()).orElse(0);
    boolean complete = !sources.isEmpty() && sources.size() == written;
    return reader.query().map(query -> new QueryDraft(name, sources, complete, query));
  }

  private Optional<Dagger> read() {
    Optional<String> query = query();
    Optional<YamlObject> yaml =
        YamlReader.read(files, name.folder() + "/dagger.yaml", findings)
            .flatMap(node -> YamlObject.of(node, DaggerShape.DAGGER, findings));
    if (yaml.isEmpty()) {
      return Optional.empty();
    }
    YamlObject object = yaml.get();
    Optional<Located<String>> description = object.text("description");
    List<Source> sources = sources(object);
    Optional<Sink> sink = sink(object);
    List<Allowance> allowances = SettingsReader.allowances(object, findings);
    Settings settings = SettingsReader.read(object, findings);
    if (query.isEmpty() || sink.isEmpty() || sources.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Dagger(
            name,
            description.map(Located::value).orElse(""),
            sources,
            query.get(),
            sink.get(),
            settings,
            SettingPlaces.read(object),
            allowances));
  }

  private Optional<String> query() {
    return SourceText.read(
        files,
        name.folder() + "/query.sql",
        MAX_QUERY_BYTES,
        "put the dagger's SELECT into it",
        findings);
  }

  private List<Source> sources(YamlObject dagger) {
    List<Source> sources = new ArrayList<>();
    List<YamlNode.Entry> entries = dagger.entries("sources");
    entries.forEach(entry -> source(entry).ifPresent(sources::add));
    if (entries.isEmpty()) {
      dagger.node("sources").ifPresent(this::refuseNothing);
    }
    return sources;
  }

  private void refuseNothing(YamlNode sources) {
    if (sources instanceof YamlNode.Mapping) {
      findings.add(
          Diagnostic.error(
              Code.DG0105,
              sources.location(),
              "a dagger needs at least one source",
              "name a table and its schema: {bookings: rides.booking.v1.BookingEvent}"));
    }
  }

  private Optional<Source> source(YamlNode.Entry entry) {
    if (!TABLE_NAME.matcher(entry.key().value()).matches()) {
      findings.add(
          Diagnostic.error(
              Code.DG0104,
              entry.key().location(),
              "'" + entry.key().value() + "' cannot be the name of a table",
              "use letters, digits and underscores, a letter first: bookings"));
      return Optional.empty();
    }
    if (entry.value() instanceof YamlNode.Scalar scalar
        && scalar.type() == YamlNode.Scalar.Type.TEXT) {
      Located<String> schema = new Located<>(scalar.text(), scalar.location());
      return Optional.of(new Source(entry.key(), schema, List.of(), List.of(), null, null, null));
    }
    Optional<YamlObject> read = YamlObject.of(entry.value(), DaggerShape.SOURCE, findings);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    YamlObject object = read.get();
    Optional<Located<String>> schema = object.text("schema");
    List<Located<String>> clusters = object.texts("clusters");
    List<Located<String>> topics = object.texts("topics");
    Optional<Located<StartPosition>> start = SettingsReader.start(object);
    var watermark = object.duration("watermark");
    var idle = object.duration("idle");
    return schema.map(
        name ->
            new Source(
                entry.key(),
                name,
                clusters,
                topics,
                start.map(Located::value).orElse(null),
                watermark.map(Located::value).orElse(null),
                idle.map(Located::value).orElse(null)));
  }

  private Optional<Sink> sink(YamlObject dagger) {
    return dagger.object("sink").flatMap(sink -> SinkReader.read(sink, findings));
  }
}
