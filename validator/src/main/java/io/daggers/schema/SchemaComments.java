package io.daggers.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;

/** What people wrote above a message or beside a field of a .proto file. */
public final class SchemaComments {

  private SchemaComments() {}

  /** The comment of a message on one line; empty where there is none. */
  public static String of(Descriptor message) {
    return find(message.getFile().toProto(), path(message));
  }

  /** The comment of a field on one line; empty where there is none. */
  public static String of(FieldDescriptor field) {
    List<Integer> path = path(field.getContainingType());
    path.add(DescriptorProto.FIELD_FIELD_NUMBER);
    path.add(field.getIndex());
    return find(field.getFile().toProto(), path);
  }

  /** Where a message stands in its file: the numbers that descriptor.proto gives places. */
  private static List<Integer> path(Descriptor message) {
    Descriptor around = message.getContainingType();
    List<Integer> path = around == null ? new ArrayList<>() : path(around);
    path.add(
        around == null
            ? FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER
            : DescriptorProto.NESTED_TYPE_FIELD_NUMBER);
    path.add(message.getIndex());
    return path;
  }

  private static String find(FileDescriptorProto file, List<Integer> path) {
    return file.getSourceCodeInfo().getLocationList().stream()
        .filter(location -> location.getPathList().equals(path))
        .findFirst()
        .map(SchemaComments::text)
        .orElse("");
  }

  private static String text(SourceCodeInfo.Location location) {
    String comment = location.getLeadingComments() + location.getTrailingComments();
    return comment.strip().replaceAll("\\s+", " ");
  }
}
