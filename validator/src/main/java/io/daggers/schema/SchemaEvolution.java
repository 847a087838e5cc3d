package io.daggers.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares schemas with those they replace. Topics hold what was written with the old ones, and
 * state what was read with them, so that fields, messages and values may be added and nothing else:
 * no other type, no other name, no other number, and nothing removed. Where things stand in the
 * text, and in which file of their package, is free.
 */
public final class SchemaEvolution {

  private final SchemaCatalog before;
  private final SchemaCatalog after;
  private final ProtoPlaces places;
  private final List<BrokenRule> broken = new ArrayList<>();

  private SchemaEvolution(SchemaCatalog before, SchemaCatalog after, RepositoryFiles files) {
    this.before = before;
    this.after = after;
    this.places = new ProtoPlaces(files);
  }

  /**
   * What breaks, in order of place.
   *
   * @param files of the new schemas, whose places the findings name
   */
  public static List<BrokenRule> compare(
      SchemaCatalog before, SchemaCatalog after, RepositoryFiles files) {
    SchemaEvolution evolution = new SchemaEvolution(before, after, files);
    evolution.files();
    evolution.messages();
    evolution.enums();
    return evolution.broken.stream()
        .sorted(java.util.Comparator.comparing(BrokenRule::diagnostic, Diagnostic.BY_PLACE))
        .toList();
  }

  private void files() {
    for (FileDescriptor old : before.files().values()) {
      FileDescriptor now = after.files().get(old.getName());
      if (now != null && !syntax(old).equals(syntax(now))) {
        add(
            EvolutionRule.FILE_SAME_SYNTAX,
            Diagnostic.error(
                Code.DG0709,
                places.syntax(now),
                "this file was written in %s and is now in %s".formatted(syntax(old), syntax(now)),
                "what an absent field means differs between them; keep "
                    + syntax(old)
                    + ", and write new messages in a new file"));
      }
    }
    Set<String> packages =
        after.files().values().stream().map(FileDescriptor::getPackage).collect(Collectors.toSet());
    Map<String, List<FileDescriptor>> gone = new TreeMap<>();
    for (FileDescriptor old : before.files().values()) {
      if (!packages.contains(old.getPackage())) {
        gone.computeIfAbsent(old.getPackage(), name -> new ArrayList<>()).add(old);
      }
    }
    gone.forEach(
        (name, files) ->
            add(
                EvolutionRule.PACKAGE_NO_DELETE,
                Diagnostic.error(
                    Code.DG0718,
                    lost(files.get(0), null),
                    "the package '%s' was removed, with %s"
                        .formatted(name, String.join(", ", names(files))),
                    "what is in topics was written with it; keep its files, and add a new package"
                        + " beside it")));
  }

  private void messages() {
    Map<String, Descriptor> now = after.messages();
    before
        .messages()
        .forEach(
            (name, old) -> {
              Descriptor same = now.get(name);
              if (same != null) {
                new MessageEvolution(old, same, places, broken::add).compare();
              } else if (isOutermostLoss(old)) {
                add(
                    EvolutionRule.PACKAGE_MESSAGE_NO_DELETE,
                    Diagnostic.error(
                        Code.DG0713,
                        lost(old.getFile(), old.getContainingType()),
                        "the message '%s' was removed".formatted(name),
                        "what is in topics was written with it; keep it, and add a new message"
                            + " beside it"));
              }
            });
  }

  private void enums() {
    Map<String, EnumDescriptor> now = after.enums();
    before
        .enums()
        .forEach(
            (name, old) -> {
              EnumDescriptor same = now.get(name);
              Descriptor outer = old.getContainingType();
              if (same != null) {
                new EnumEvolution(old, same, places, broken::add).compare();
              } else if (outer == null ? packageIsThere(old.getFile()) : isThere(outer)) {
                add(
                    EvolutionRule.PACKAGE_ENUM_NO_DELETE,
                    Diagnostic.error(
                        Code.DG0714,
                        lost(old.getFile(), outer),
                        "the enum '%s' was removed".formatted(name),
                        "what is in topics was written with it; keep it, and add a new enum beside"
                            + " it"));
              }
            });
  }

  /** Whether nothing around it was lost too, so that this is what to say. */
  private boolean isOutermostLoss(Descriptor old) {
    Descriptor outer = old.getContainingType();
    boolean isMapEntry = old.getOptions().getMapEntry();
    return !isMapEntry && (outer == null ? packageIsThere(old.getFile()) : isThere(outer));
  }

  private boolean isThere(Descriptor old) {
    return after.messages().containsKey(old.getFullName());
  }

  private boolean packageIsThere(FileDescriptor old) {
    return after.files().values().stream().anyMatch(f -> f.getPackage().equals(old.getPackage()));
  }

  /** Where something is missing now: in what it stood in, or at the beginning of its file. */
  private Location lost(FileDescriptor file, @Nullable Descriptor outer) {
    Descriptor now = outer == null ? null : after.messages().get(outer.getFullName());
    return now == null ? Location.startOf(ProtoPlaces.path(file)) : places.message(now);
  }

  private void add(EvolutionRule rule, Diagnostic diagnostic) {
    broken.add(new BrokenRule(rule, diagnostic));
  }

  private static List<String> names(List<FileDescriptor> files) {
    Map<String, Boolean> names = new LinkedHashMap<>();
    for (FileDescriptor file : files) {
      file.getMessageTypes().forEach(message -> names.put(message.getName(), true));
      file.getEnumTypes().forEach(type -> names.put(type.getName(), true));
    }
    return names.isEmpty() ? List.of("nothing in it") : List.copyOf(names.keySet());
  }

  private static String syntax(FileDescriptor file) {
    String syntax = file.toProto().getSyntax();
    return syntax.isEmpty() ? "proto2" : syntax;
  }
}
