package io.daggers.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** All messages of the repository's schemas, by full name. */
public final class SchemaCatalog {

  /** The folder of the .proto files; imports are written from here. */
  public static final String FOLDER = "schemas";

  private final FileDescriptorSet descriptorSet;
  private final boolean broken;
  private final SortedMap<String, Schema> schemas;
  private final SortedMap<String, FileDescriptor> files;

  private SchemaCatalog(
      FileDescriptorSet descriptorSet,
      boolean broken,
      SortedMap<String, Schema> schemas,
      SortedMap<String, FileDescriptor> files) {
    this.descriptorSet = descriptorSet;
    this.broken = broken;
    this.schemas = Collections.unmodifiableSortedMap(schemas);
    this.files = Collections.unmodifiableSortedMap(files);
  }

  /** Compiles every .proto file under {@link #FOLDER}. Files that do not compile are findings. */
  public static SchemaCatalog compile(RepositoryFiles files, Findings findings) {
    Findings ofFiles = new Findings();
    FileDescriptorSet set = Protoc.compile(files, ofFiles);
    findings.addAll(ofFiles.list());
    return of(set, ofFiles.hasErrors());
  }

  /** The messages of already compiled files; each file stands after those it imports. */
  public static SchemaCatalog of(FileDescriptorSet set) {
    return of(set, false);
  }

  private static SchemaCatalog of(FileDescriptorSet set, boolean broken) {
    SortedMap<String, Schema> schemas = new TreeMap<>();
    Map<String, FileDescriptor> linked = new HashMap<>();
    for (FileDescriptorProto file : set.getFileList()) {
      FileDescriptor descriptor = link(file, linked);
      linked.put(file.getName(), descriptor);
      descriptor.getMessageTypes().forEach(message -> add(message, schemas));
    }
    return new SchemaCatalog(set, broken, schemas, new TreeMap<>(linked));
  }

  /** Whether files did not compile: there are no messages then, and findings say why. */
  public boolean isBroken() {
    return broken;
  }

  public Optional<Schema> schema(String name) {
    return Optional.ofNullable(schemas.get(name));
  }

  /** The line of its .proto file on which an enum is declared. */
  public static Location declaration(EnumDescriptor type) {
    // Without the files' text the line is exact, and the column is not asked for.
    return new ProtoPlaces(RepositoryFiles.of(Map.of())).enumeration(type);
  }

  /** What {@link #of} makes the same catalog from. */
  public FileDescriptorSet descriptorSet() {
    return descriptorSet;
  }

  /** Every schema by its full name. */
  public SortedMap<String, Schema> schemas() {
    return schemas;
  }

  /** The repository's own files, by name from {@link #FOLDER}. */
  SortedMap<String, FileDescriptor> files() {
    SortedMap<String, FileDescriptor> own = new TreeMap<>(files);
    own.keySet().removeIf(Protoc::isWellKnown);
    return own;
  }

  /** Every message of the repository's own files by its full name, nested ones too. */
  SortedMap<String, Descriptor> messages() {
    SortedMap<String, Descriptor> messages = new TreeMap<>();
    Set<String> own = files().keySet();
    schemas.forEach(
        (name, schema) -> {
          if (own.contains(schema.descriptor().getFile().getName())) {
            messages.put(name, schema.descriptor());
          }
        });
    return messages;
  }

  /** Every enum of the repository's own files by its full name, nested ones too. */
  SortedMap<String, EnumDescriptor> enums() {
    SortedMap<String, EnumDescriptor> enums = new TreeMap<>();
    for (FileDescriptor file : files().values()) {
      file.getEnumTypes().forEach(type -> enums.put(type.getFullName(), type));
    }
    for (Descriptor message : messages().values()) {
      message.getEnumTypes().forEach(type -> enums.put(type.getFullName(), type));
    }
    return enums;
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
