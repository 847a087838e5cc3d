package io.daggers.diagnostic.report;

import io.daggers.diagnostic.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A name for each finding that stays the same when lines are added above it, so that a program can
 * tell new findings from old ones. It is made of the code, the file, the text of the line and what
 * is said about it; findings that have all of these in common are numbered.
 */
final class StableIds {

  private StableIds() {}

  /** 32 hexadecimal digits for each finding of a report, each different from the others. */
  static Map<Diagnostic, String> of(Report report) {
    Map<String, Integer> seen = new HashMap<>();
    Map<Diagnostic, String> ids = new LinkedHashMap<>();
    for (Diagnostic diagnostic : report.diagnostics()) {
      String what =
          String.join(
              "\n",
              diagnostic.code().toString(),
              diagnostic.location().file(),
              report.line(diagnostic.location()).strip(),
              diagnostic.message().replaceAll("line \\d+", "line"));
      int occurrence = seen.merge(what, 1, Integer::sum);
      ids.put(diagnostic, digest(what + "\n" + occurrence));
    }
    return ids;
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
