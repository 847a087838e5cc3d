package io.daggers.cli;

import io.daggers.cli.catalog.SchemaPage;
import io.daggers.cli.catalog.SchemaSearch;
import io.daggers.cli.catalog.StreamList;
import io.daggers.cli.catalog.StreamUse;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.validator.World;
import java.io.PrintWriter;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dagger schemas}: what there is to read. */
@Command(
    name = "schemas",
    mixinStandardHelpOptions = true,
    description = "Show streams: their columns, types, topics and who uses them.")
final class SchemasCommand implements Callable<Integer> {

  @Mixin RootOption root = new RootOption();
  @Spec @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "A schema, or a part of its name that no other has (default: list streams).")
  @Nullable String name;

  @Override
  public Integer call() throws Exception {
    RepositoryFiles files = root.files();
    Findings findings = new Findings();
    World world = World.read(files, findings);
    if (world.streams().isEmpty()) {
      throw new FindingsException(findings.list(), files);
    }
    PrintWriter out = spec.commandLine().getOut();
    lines(world, StreamUse.of(files)).forEach(out::println);
    out.flush();
    if (findings.hasErrors()) {
      spec.commandLine().getErr().println("note: schemas or streams have errors: dagger validate");
    }
    return ExitCode.FINE;
  }

  private List<String> lines(World world, StreamUse use) {
    if (name == null) {
      return StreamList.lines(world.streams().values(), use);
    }
    SchemaSearch.Answer streams = new SchemaSearch(world.streams().keySet()).find(name);
    TreeSet<String> messages = new TreeSet<>(world.schemas().schemas().keySet());
    messages.removeIf(message -> message.startsWith("google.protobuf."));
    SchemaSearch.Answer all = new SchemaSearch(messages).find(name);
    boolean exact = messages.contains(name);
    String found =
        (exact ? all.name() : streams.name().or(all::name))
            .orElseThrow(() -> new ParameterException(spec.commandLine(), all.problem()));
    return new SchemaPage(
            world.schemas().schema(found).orElseThrow(), world.streams().get(found), use)
        .lines();
  }
}
