package io.daggers.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All messages of the repository's schemas, by full name. */
public final class SchemaCatalog {

  /** The folder of the .proto files; imports are written from here. */
  public static final String FOLDER = "schemas";

  private final FileDescriptorSet files;
  private final SortedMap<String, Schema> schemas;

  private SchemaCatalog(FileDescriptorSet files, SortedMap<String, Schema> schemas) {
    this.files = files;
    this.schemas = Collections.unmodifiableSortedMap(schemas);
  }

  /** Compiles every .proto file under {@link #FOLDER}. Files that do not compile are findings. */
  public static SchemaCatalog compile(RepositoryFiles files, Findings findings) {
    return of(Protoc.compile(files, findings));
  }

  /** The messages of already compiled files; each file stands after those it imports. */
  public static SchemaCatalog of(FileDescriptorSet set) {
    SortedMap<String, Schema> schemas = new TreeMap<>();
    Map<String, FileDescriptor> linked = new HashMap<>();
    for (FileDescriptorProto file : set.getFileList()) {
      FileDescriptor descriptor = link(file, linked);
      linked.put(file.getName(), descriptor);
      descriptor.getMessageTypes().forEach(message -> add(message, schemas));
    }
    return new SchemaCatalog(set, schemas);
  }

  public Optional<Schema> schema(String name) {
    return Optional.ofNullable(schemas.get(name));
  }

  /** What {@link #of} makes the same catalog from. */
  public FileDescriptorSet files() {
    return files;
  }

  /** Every schema by its full name. */
  public SortedMap<String, Schema> schemas() {
    return schemas;
  }

  private static void add(Descriptor message, Map<String, Schema> schemas) {
    schemas.put(message.getFullName(), new Schema(message));
    message.getNestedTypes().forEach(nested -> add(nested, schemas));
  }

  private static FileDescriptor link(FileDescriptorProto file, Map<String, FileDescriptor> linked) {
    FileDescriptor[] imports =
        file.getDependencyList().stream().map(linked::get).toArray(FileDescriptor[]::new);
    try {
      return FileDescriptor.buildFrom(file, imports);
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException("protoc wrote what protobuf-java does not accept", e);
    }
  }
}
