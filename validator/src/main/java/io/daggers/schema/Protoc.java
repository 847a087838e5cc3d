package io.daggers.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.Spelling;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Google's own compiler, as a child process: what it accepts is what a .proto file means. The
 * program travels in this module's jar.
 */
final class Protoc {

  private static final Pattern COMPLAINT = Pattern.compile("(\\S+\\.proto):(\\d+):(\\d+): (.*)");
  private static final Pattern FILE_COMPLAINT = Pattern.compile("(\\S+\\.proto): (.*)");
  private static final Pattern UNKNOWN_TYPE =
      Pattern.compile("\"([\\w.]+)\" (?:is not defined|seems to be defined in).*");

  private static final Pattern FAILED_IMPORT =
      Pattern.compile("(\\S+\\.proto):\\d+:\\d+: Import \"(.*)\" was not found or had errors\\.");

  private static final List<String> SCALARS =
      List.of(
          "double",
          "float",
          "int32",
          "int64",
          "uint32",
          "uint64",
          "sint32",
          "sint64",
          "fixed32",
          "fixed64",
          "sfixed32",
          "sfixed64",
          "bool",
          "string",
          "bytes");

  private static final List<String> WELL_KNOWN =
      List.of(
          "any",
          "api",
          "descriptor",
          "duration",
          "empty",
          "field_mask",
          "source_context",
          "struct",
          "timestamp",
          "type",
          "wrappers");
  private static final int DEADLINE_SECONDS = 60;

  private Protoc() {}

  /** Whether a file comes with the compiler, and not from the repository. */
  static boolean isWellKnown(String name) {
    return WELL_KNOWN.stream()
        .anyMatch(known -> name.equals("google/protobuf/" + known + ".proto"));
  }

  /** Descriptors of all .proto files that compile; the set is empty where one does not. */
  static FileDescriptorSet compile(RepositoryFiles files, Findings findings) {
    List<String> protos = new ArrayList<>();
    try {
      Path work = Files.createTempDirectory("daggers-schemas");
      try {
        Path sources = work.resolve("src");
        for (Map.Entry<String, byte[]> entry : files.under(SchemaCatalog.FOLDER).entrySet()) {
          if (entry.getKey().endsWith(".proto")) {
            String name = entry.getKey().substring(SchemaCatalog.FOLDER.length() + 1);
            protos.add(name);
            write(sources.resolve(name), entry.getValue());
          }
        }
        return protos.isEmpty()
            ? FileDescriptorSet.getDefaultInstance()
            : run(work, sources, protos, findings);
      } finally {
        delete(work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("protoc could not be run", e);
    }
  }

  private static FileDescriptorSet run(
      Path work, Path sources, List<String> protos, Findings findings) throws IOException {
    Path program = unpack(work);
    Path out = work.resolve("out.desc");
    Path complaints = work.resolve("complaints.txt");
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.add("-I" + sources);
    command.add("-I" + work.resolve("include"));
    command.add("--include_imports");
    command.add("--include_source_info");
    command.add("--descriptor_set_out=" + out);
    command.addAll(protos);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(complaints.toFile())
            .start();
    try {
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("protoc did not end within " + DEADLINE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while protoc ran", e);
    }
    if (process.exitValue() != 0) {
      List<String> lines =
          Files.readAllLines(complaints, StandardCharsets.UTF_8).stream()
              .map(line -> line.replace(sources + "/", ""))
              .toList();
      causes(lines, protos).map(Protoc::finding).forEach(findings::add);
      return FileDescriptorSet.getDefaultInstance();
    }
    return FileDescriptorSet.parseFrom(Files.readAllBytes(out));
  }

  /** Complaints without those that only follow from a mistake in a file that is imported. */
  private static Stream<String> causes(List<String> complaints, List<String> protos) {
    Set<String> affected = new HashSet<>();
    Set<String> consequences = new HashSet<>();
    for (String complaint : complaints) {
      Matcher failed = FAILED_IMPORT.matcher(complaint);
      if (failed.matches() && protos.contains(failed.group(2))) {
        affected.add(failed.group(1));
        consequences.add(complaint);
      }
    }
    for (String complaint : complaints) {
      Matcher matcher = COMPLAINT.matcher(complaint);
      if (matcher.matches() && affected.contains(matcher.group(1))) {
        Matcher unknown = UNKNOWN_TYPE.matcher(matcher.group(4));
        if (unknown.matches() && Spelling.nearest(unknown.group(1), SCALARS).isEmpty()) {
          consequences.add(complaint);
        }
      }
    }
    return complaints.stream().filter(complaint -> !consequences.contains(complaint));
  }

  private static Diagnostic finding(String complaint) {
    Matcher matcher = COMPLAINT.matcher(complaint);
    if (matcher.matches()) {
      Location location =
          Location.at(
              SchemaCatalog.FOLDER + "/" + matcher.group(1),
              Integer.parseInt(matcher.group(2)),
              Integer.parseInt(matcher.group(3)));
      return unknownType(matcher.group(4), location)
          .orElseGet(() -> Diagnostic.error(Code.DG0201, location, matcher.group(4)));
    }
    Matcher byFile = FILE_COMPLAINT.matcher(complaint);
    if (byFile.matches()) {
      Location location = Location.startOf(SchemaCatalog.FOLDER + "/" + byFile.group(1));
      return Diagnostic.error(Code.DG0201, location, byFile.group(2));
    }
    return Diagnostic.error(Code.DG0201, Location.startOf(SchemaCatalog.FOLDER), complaint);
  }

  private static Optional<Diagnostic> unknownType(String complaint, Location location) {
    Matcher unknown = UNKNOWN_TYPE.matcher(complaint);
    return unknown.matches()
        ? Spelling.nearest(unknown.group(1), SCALARS)
            .map(
                near ->
                    Diagnostic.error(
                        Code.DG0201, location, complaint, "did you mean '%s'?".formatted(near)))
        : Optional.empty();
  }

  private static Path unpack(Path work) throws IOException {
    Path program = work.resolve("protoc");
    try (InputStream in = resource("/io/daggers/schema/protoc.exe")) {
      Files.copy(in, program);
    }
    if (!program.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + program + " executable");
    }
    for (String name : WELL_KNOWN) {
      String file = "google/protobuf/" + name + ".proto";
      try (InputStream in = resource("/" + file)) {
        write(work.resolve("include").resolve(file), in.readAllBytes());
      }
    }
    return program;
  }

  private static InputStream resource(String name) {
    InputStream in = Protoc.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(name + " is not on the class path: build with `make build`");
    }
    return in;
  }

  private static void write(Path path, byte[] bytes) throws IOException {
    Files.createDirectories(path.getParent());
    Files.write(path, bytes);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}
