package io.daggers.sql;

import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compiles the text of a proto file with the validator's protoc. */
final class ProtoSource {

  private static final FileDescriptor[] LIBRARY = {
    AnyProto.getDescriptor(),
    DurationProto.getDescriptor(),
    EmptyProto.getDescriptor(),
    FieldMaskProto.getDescriptor(),
    StructProto.getDescriptor(),
    TimestampProto.getDescriptor(),
    WrappersProto.getDescriptor()
  };

  private ProtoSource() {}

  /** The message M of a proto file: its syntax line, and what follows the imports. */
  static Descriptor messageM(String syntax, String body) {
    StringBuilder source = new StringBuilder(syntax).append("\npackage p;\n");
    for (FileDescriptor file : LIBRARY) {
      source.append("import \"").append(file.getName()).append("\";\n");
    }
    try {
      return compile(source.append(body).toString()).findMessageTypeByName("M");
    } catch (IOException | InterruptedException | DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FileDescriptor compile(String source)
      throws IOException, InterruptedException, DescriptorValidationException {
    Path root = Files.createTempDirectory("proto-source");
    Path protoc = root.resolve("protoc");
    copy("/io/daggers/schema/protoc.exe", protoc);
    if (!protoc.toFile().setExecutable(true)) {
      throw new IOException("cannot make protoc executable");
    }
    for (FileDescriptor file : LIBRARY) {
      copy("/" + file.getName(), root.resolve(file.getName()));
    }
    Files.writeString(root.resolve("m.proto"), source);
    Path output = root.resolve("set.bin");
    Process process =
        new ProcessBuilder(
                protoc.toString(), "-I", root.toString(), "-o", output.toString(), "m.proto")
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("protoc cannot compile\n" + source);
    }
    FileDescriptorProto file = FileDescriptorSet.parseFrom(Files.readAllBytes(output)).getFile(0);
    return FileDescriptor.buildFrom(file, LIBRARY);
  }

  private static void copy(String resource, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (InputStream in = ProtoSource.class.getResourceAsStream(resource)) {
      Files.copy(in, to);
    }
  }
}
