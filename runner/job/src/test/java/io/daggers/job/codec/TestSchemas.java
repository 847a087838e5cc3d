package io.daggers.job.codec;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schemas under {@code src/test/resources/codec}, compiled by the protoc of the validator. */
final class TestSchemas {

  private static final List<String> LIBRARY =
      List.of("any", "duration", "empty", "field_mask", "struct", "timestamp", "wrappers");

  static final Descriptor EVERYTHING = message("proto3.proto", "Everything");
  static final Descriptor OLD = message("proto2.proto", "Old");
  static final Descriptor MODERN = message("editions.proto", "Modern");

  private TestSchemas() {}

  private static Descriptor message(String file, String name) {
    try {
      return compile(file).findMessageTypeByName(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FileDescriptor compile(String file)
      throws IOException, InterruptedException, DescriptorValidationException {
    Path root = Files.createTempDirectory("codec-schemas");
    Path protoc = copy("/io/daggers/schema/protoc.exe", root.resolve("protoc"));
    if (!protoc.toFile().setExecutable(true)) {
      throw new IOException("cannot make protoc executable");
    }
    for (String name : LIBRARY) {
      String path = "google/protobuf/" + name + ".proto";
      copy("/" + path, root.resolve(path));
    }
    copy("/codec/" + file, root.resolve(file));
    Path output = root.resolve("set.bin");
    Process process =
        new ProcessBuilder(
                protoc.toString(),
                "-I",
                root.toString(),
                "--include_imports",
                "-o",
                output.toString(),
                file)
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("protoc cannot compile " + file);
    }
    return link(FileDescriptorSet.parseFrom(Files.readAllBytes(output)), file);
  }

  private static FileDescriptor link(FileDescriptorSet set, String wanted)
      throws DescriptorValidationException {
    Map<String, FileDescriptor> files = new LinkedHashMap<>();
    for (FileDescriptorProto file : set.getFileList()) {
      List<FileDescriptor> dependencies = new ArrayList<>();
      file.getDependencyList().forEach(name -> dependencies.add(files.get(name)));
      files.put(
          file.getName(),
          FileDescriptor.buildFrom(file, dependencies.toArray(FileDescriptor[]::new)));
    }
    return files.get(wanted);
  }

  private static Path copy(String resource, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (InputStream in = TestSchemas.class.getResourceAsStream(resource)) {
      Files.copy(in, to);
    }
    return to;
  }
}
