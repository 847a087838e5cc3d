package io.daggers.cli;

import io.daggers.cli.draft.Drafting;
import io.daggers.cli.draft.Question;
import io.daggers.definition.Dagger;
import io.daggers.definition.DaggerName;
import io.daggers.definition.DaggerReader;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.topology.TeamsReader;
import io.daggers.validator.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dagger new}: a first version that is accepted, after three questions. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    description = {
      "Write a new dagger that is accepted as it is, after three questions: source, query, sink.",
      "Answers can also be options, or lines on standard input; an empty line takes the first."
    })
final class NewCommand implements Callable<Integer> {

  @Mixin RootOption root = new RootOption();
  @Spec @Nullable CommandSpec spec;

  @Parameters(paramLabel = "TEAM/NAME", description = "The new dagger.")
  @Nullable String name;

  @Option(names = "--source", paramLabel = "SCHEMA", description = "The stream that it reads.")
  @Nullable String source;

  @Option(names = "--query", paramLabel = "KIND", description = "count, sum or distinct.")
  @Nullable String query;

  @Option(
      names = "--sink",
      paramLabel = "SINK",
      description = "influx, or the schema of a topic that the team may write.")
  @Nullable String sink;

  @Override
  public Integer call() throws Exception {
    DaggerName dagger = daggerName();
    Path folder = root.find().resolve(dagger.folder());
    if (Files.exists(folder)) {
      throw wrong(dagger.folder() + " is there already");
    }
    RepositoryFiles files = root.files();
    Findings findings = new Findings();
    World world = World.read(files, findings);
    if (findings.hasErrors()) {
      throw new FindingsException(findings.list(), files);
    }
    if (world.teams().declared() && world.teams().team(dagger.team()).isEmpty()) {
      throw wrong(
          "the team '%s' is not in %s: add it there first"
              .formatted(dagger.team(), TeamsReader.FILE));
    }
    Map<String, String> texts = ask(new Drafting(dagger, world, daggers(files)));
    write(texts);
    return ExitCode.FINE;
  }

  private static List<Dagger> daggers(RepositoryFiles files) {
    Findings ignored = new Findings(); // what is wrong with others is for validate to say
    return DaggerReader.names(files, ignored).stream()
        .flatMap(other -> DaggerReader.read(files, other, ignored).stream())
        .toList();
  }

  private Map<String, String> ask(Drafting drafting) throws IOException {
    BufferedReader answers =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintWriter out = spec.commandLine().getOut();
    if (drafting.sources().isEmpty()) {
      throw wrong("there is no stream that the team may read in schemas/streams.yaml");
    }
    try {
      String from =
          new Question("Which stream does it read?", drafting.sources())
              .answer(source, answers, out);
      String what =
          new Question("What does it compute for every minute?", drafting.measures(from))
              .answer(query, answers, out);
      String to =
          new Question("Where do results go?", drafting.sinks(from, what))
              .answer(sink, answers, out);
      return drafting.files(from, what, to);
    } catch (Question.NoSuchAnswerException e) {
      throw wrong(e.getMessage());
    }
  }

  private void write(Map<String, String> texts) throws IOException, EnvironmentException {
    PrintWriter out = spec.commandLine().getOut();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Path file = root.find().resolve(text.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.getValue());
      out.println("wrote " + text.getKey());
    }
    out.printf("%nNext: edit the query, then check it with%n  bin/dagger validate %s%n", name);
    out.flush();
  }

  private DaggerName daggerName() {
    try {
      return DaggerName.parse(String.valueOf(name));
    } catch (IllegalArgumentException e) {
      throw wrong(
          ("'%s' is not TEAM/NAME: two parts of lower-case letters, digits and hyphens, at most 63"
                  + " each")
              .formatted(name));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
