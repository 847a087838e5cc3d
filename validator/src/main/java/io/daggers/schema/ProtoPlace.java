package io.daggers.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import io.daggers.diagnostic.Location;
import java.util.ArrayList;
import java.util.List;

/** Where in its .proto file something is declared. */
public final class ProtoPlace {

  private ProtoPlace() {}

  /** The enum's declaration; the beginning of the file where the compiler did not say. */
  public static Location of(EnumDescriptor type) {
    List<Integer> path = new ArrayList<>();
    Descriptor outer = type.getContainingType();
    if (outer == null) {
      path.add(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER);
    } else {
      message(outer, path);
      path.add(DescriptorProto.ENUM_TYPE_FIELD_NUMBER);
    }
    path.add(type.getIndex());
    FileDescriptorProto file = type.getFile().toProto();
    String name = SchemaCatalog.FOLDER + "/" + file.getName();
    for (SourceCodeInfo.Location place : file.getSourceCodeInfo().getLocationList()) {
      if (place.getPathList().equals(path)) {
        return Location.at(name, place.getSpan(0) + 1, place.getSpan(1) + 1);
      }
    }
    return Location.startOf(name);
  }

  private static void message(Descriptor type, List<Integer> path) {
    Descriptor outer = type.getContainingType();
    if (outer == null) {
      path.add(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER);
    } else {
      message(outer, path);
      path.add(DescriptorProto.NESTED_TYPE_FIELD_NUMBER);
    }
    path.add(type.getIndex());
  }
}
