package io.daggers.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where in the .proto files messages, fields and enums stand. */
final class ProtoPlaces {

  /** The compiler counts a tab as going on to the next multiple of eight. */
  private static final int TAB = 8;

  private final RepositoryFiles files;
  private final Map<String, Map<List<Integer>, SourceCodeInfo.Location>> spans = new HashMap<>();

  ProtoPlaces(RepositoryFiles files) {
    this.files = files;
  }

  /** A part of a field, such as its type, as a field number of FieldDescriptorProto. */
  Location field(FieldDescriptor field, int... parts) {
    return first(field.getFile(), path(field), parts);
  }

  /** The name of a message. */
  Location message(Descriptor message) {
    return first(message.getFile(), path(message), DescriptorProto.NAME_FIELD_NUMBER);
  }

  /** The name of an enum. */
  Location enumeration(EnumDescriptor type) {
    return first(type.getFile(), path(type), EnumDescriptorProto.NAME_FIELD_NUMBER);
  }

  /** The name of an enum's value. */
  Location value(EnumValueDescriptor value) {
    List<Integer> path =
        below(path(value.getType()), EnumDescriptorProto.VALUE_FIELD_NUMBER, value.getIndex());
    return first(value.getFile(), path, 1);
  }

  /** The line that says which language the file is written in. */
  Location syntax(FileDescriptor file) {
    return first(
        file,
        List.of(),
        FileDescriptorProto.SYNTAX_FIELD_NUMBER,
        FileDescriptorProto.EDITION_FIELD_NUMBER);
  }

  /** The first part that is written; else the whole, or what that stands in. */
  private Location first(FileDescriptor file, List<Integer> whole, int... parts) {
    for (int part : parts) {
      List<Integer> path = below(whole, part);
      if (spans(file).containsKey(path)) {
        return location(file, spans(file).get(path));
      }
    }
    for (List<Integer> path = whole; !path.isEmpty(); path = path.subList(0, path.size() - 2)) {
      if (spans(file).containsKey(path)) {
        return location(file, spans(file).get(path));
      }
    }
    return Location.startOf(path(file));
  }

  /** The file's path in the repository. */
  static String path(FileDescriptor file) {
    return SchemaCatalog.FOLDER + "/" + file.getName();
  }

  private Location location(FileDescriptor file, SourceCodeInfo.Location span) {
    String path = path(file);
    List<String> lines = files.lines(path);
    int line = span.getSpan(0);
    boolean oneLine = span.getSpanCount() == 3;
    int endLine = oneLine ? line : span.getSpan(2);
    int column = character(lines, line, span.getSpan(1));
    int endColumn = character(lines, endLine, span.getSpan(oneLine ? 2 : 3)) - 1;
    // What spans lines is shown by its first.
    return oneLine && endColumn >= column
        ? new Location(path, line + 1, column, line + 1, endColumn)
        : Location.at(path, line + 1, column);
  }

  /** The character, from 1, at a column as the compiler counts them: in bytes, from 0. */
  private static int character(List<String> lines, int line, int column) {
    if (line >= lines.size()) {
      return column + 1;
    }
    String text = lines.get(line);
    int at = 0;
    int i = 0;
    while (i < text.length() && at < column) {
      int c = text.codePointAt(i);
      at += c == '\t' ? TAB - at % TAB : c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      i += Character.charCount(c);
    }
    return i + 1;
  }

  private Map<List<Integer>, SourceCodeInfo.Location> spans(FileDescriptor file) {
    return spans.computeIfAbsent(
        file.getName(),
        name -> {
          Map<List<Integer>, SourceCodeInfo.Location> all = new HashMap<>();
          file.toProto()
              .getSourceCodeInfo()
              .getLocationList()
              .forEach(span -> all.putIfAbsent(List.copyOf(span.getPathList()), span));
          return all;
        });
  }

  private static List<Integer> path(FieldDescriptor field) {
    if (field.isExtension()) {
      Descriptor scope = field.getExtensionScope();
      return scope == null
          ? below(List.of(), FileDescriptorProto.EXTENSION_FIELD_NUMBER, field.getIndex())
          : below(path(scope), DescriptorProto.EXTENSION_FIELD_NUMBER, field.getIndex());
    }
    return below(
        path(field.getContainingType()), DescriptorProto.FIELD_FIELD_NUMBER, field.getIndex());
  }

  private static List<Integer> path(Descriptor message) {
    Descriptor outer = message.getContainingType();
    return outer == null
        ? below(List.of(), FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, message.getIndex())
        : below(path(outer), DescriptorProto.NESTED_TYPE_FIELD_NUMBER, message.getIndex());
  }

  private static List<Integer> path(EnumDescriptor type) {
    Descriptor outer = type.getContainingType();
    return outer == null
        ? below(List.of(), FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, type.getIndex())
        : below(path(outer), DescriptorProto.ENUM_TYPE_FIELD_NUMBER, type.getIndex());
  }

  private static List<Integer> below(List<Integer> path, int... more) {
    List<Integer> all = new ArrayList<>(path);
    for (int number : more) {
      all.add(number);
    }
    return List.copyOf(all);
  }
}
