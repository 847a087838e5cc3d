package io.daggers.cli;

import io.daggers.definition.DaggerName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code TEAM/NAME}: the dagger that a command is about. */
final class DaggerParameter {

  private static final String FOLDER = "daggers/";

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "TEAM/NAME", description = "The dagger.")
  String name = "";

  /** Its folder in the repository stands for it, as shells complete that. */
  DaggerName dagger() {
    String plain = name.startsWith(FOLDER) ? name.substring(FOLDER.length()) : name;
    try {
      return DaggerName.parse(plain.replaceFirst("/$", ""));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
