package io.daggers.validator.worker;

import io.daggers.definition.DaggerName;
import io.daggers.definition.DaggerReader;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.validator.InProcessPlanner;
import io.daggers.validator.PlanAnswer;
import io.daggers.validator.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Does once what a worker does, and ends: the JVM writes the classes that takes into an archive,
 * from which workers start in half the time.
 */
public final class Rehearsal {

  private Rehearsal() {}

  /**
   * @param args the root of a repository whose daggers can be trusted
   */
  public static void main(String[] args) throws IOException {
    RepositoryFiles files = RepositoryFiles.read(Path.of(args[0]));
    World world = World.read(files, new Findings());
    World copy = passed(Request.Open.of(world, files), Request.Open.class).world();
    for (DaggerName name : DaggerReader.names(files, new Findings())) {
      Request.Plan request = passed(Request.Plan.of(name, files), Request.Plan.class);
      PlanAnswer answer =
          new InProcessPlanner().plan(files, copy, DaggerName.parse(request.dagger()));
      passed(answer, PlanAnswer.class);
    }
  }

  private static <T> T passed(T message, Class<T> type) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Frames(new ByteArrayInputStream(new byte[0]), bytes).write(message);
    Frames reader = new Frames(new ByteArrayInputStream(bytes.toByteArray()), bytes);
    return Frames.parse(reader.read(Frames.GREATEST_REQUEST), type);
  }
}
