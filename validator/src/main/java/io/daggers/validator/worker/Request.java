package io.daggers.validator.worker;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import io.daggers.definition.DaggerName;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.SchemaCatalog;
import io.daggers.validator.World;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** What a worker is asked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
sealed interface Request {

  /**
   * The world of the daggers that follow. It has no answer.
   *
   * @param schemas a compiled FileDescriptorSet, in base64
   * @param files what else daggers can refer to, by path
   */
  record Open(String schemas, Map<String, byte[]> files) implements Request {

    /** Environments stay out of it, and so do the daggers, each of which comes by itself. */
    static Open of(World world, RepositoryFiles files) {
      Map<String, byte[]> shared = new TreeMap<>();
      files
          .contents()
          .forEach(
              (path, content) -> {
                boolean ofDagger = path.startsWith("daggers/") && path.split("/").length > 3;
                boolean needed = path.startsWith("daggers/") || path.startsWith("schemas/");
                if (needed && !ofDagger && !path.endsWith(".proto")) {
                  shared.put(path, content);
                }
              });
      return new Open(
          Base64.getEncoder().encodeToString(world.schemas().descriptorSet().toByteArray()),
          shared);
    }

    World world() throws InvalidProtocolBufferException {
      return World.read(
          SchemaCatalog.of(FileDescriptorSet.parseFrom(Base64.getDecoder().decode(schemas))),
          RepositoryFiles.of(files),
          new Findings());
    }
  }

  /**
   * One dagger; its answer is a {@link io.daggers.validator.PlanAnswer}.
   *
   * @param files the dagger's own, by path
   */
  record Plan(String dagger, Map<String, byte[]> files) implements Request {

    static Plan of(DaggerName name, RepositoryFiles files) {
      return new Plan(name.toString(), files.under(name.folder()));
    }
  }
}
