package io.daggers.validator;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import java.util.List;

/** Leaves out findings that only say what follows from another. */
final class Consequences {

  private Consequences() {}

  /** A clause that is refused for what it keeps need not be refused for what it writes, too. */
  static List<Diagnostic> leftOut(List<Diagnostic> all) {
    return all.stream()
        .filter(d -> d.code() != Code.DG0409 || all.stream().noneMatch(other -> causes(other, d)))
        .toList();
  }

  private static boolean causes(Diagnostic other, Diagnostic updating) {
    boolean aboutState = other.code().name().startsWith("DG03");
    return aboutState && other.isError() && updating.location().contains(other.location());
  }
}
