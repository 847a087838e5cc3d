package io.daggers.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A protobuf message that events or results are made of.
 *
 * @param descriptor the message, with everything it refers to
 */
public record Schema(Descriptor descriptor) {

  /** The full name, such as {@code rides.booking.v1.BookingEvent}. */
  public String name() {
    return descriptor.getFullName();
  }

  /** The .proto file, as a path in the repository. */
  public String file() {
    return SchemaCatalog.FOLDER + "/" + descriptor.getFile().getName();
  }

  /** The files needed to read the message elsewhere: its own and what it imports, imports first. */
  public FileDescriptorSet files() {
    Map<String, FileDescriptor> files = new LinkedHashMap<>();
    collect(descriptor.getFile(), files);
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    files.values().forEach(file -> set.addFile(file.toProto().toBuilder().clearSourceCodeInfo()));
    return set.build();
  }

  private static void collect(FileDescriptor file, Map<String, FileDescriptor> files) {
    if (files.containsKey(file.getName())) {
      return;
    }
    file.getDependencies().forEach(dependency -> collect(dependency, files));
    files.put(file.getName(), file);
  }
}
