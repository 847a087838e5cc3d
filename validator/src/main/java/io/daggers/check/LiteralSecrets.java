package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** No secret stands in the repository: everybody who can read it could use it. */
public final class LiteralSecrets {

  private record Kind(String name, Pattern pattern) {}

  /** The first group of each is what is pointed at. It is never repeated in a message. */
  private static final List<Kind> KINDS =
      List.of(
          kind("a private key", "(-----BEGIN [A-Z ]*PRIVATE KEY-----)"),
          kind("an AWS access key", "\\b((?:AKIA|ASIA)[0-9A-Z]{16})\\b"),
          kind("a GitHub token", "\\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\\w{40,})\\b"),
          kind("a GitLab token", "\\b(glpat-[\\w-]{20,})"),
          kind("a Slack token", "\\b(xox[abprs]-[\\w-]{10,})"),
          kind("a Google API key", "\\b(AIza[\\w-]{35})"),
          kind("a JSON web token", "\\b(eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.[\\w-]{8,})"),
          kind("a password in a URL", "\\b[a-z][a-z0-9+.-]*://[^\\s/:@'\"]+:([^\\s/@'\"]+)@"),
          kind(
              "a password",
              "(?i)\\b[\\w.-]*(?:password|passwd|secret|token|api[_-]?key|private[_-]?key)[\"']?"
                  + "\\s*[:=]\\s*[\"']?((?!secret://|//)(?=[^\\s\"',;{}\\[\\]]{6})[^\\s\"',;{}\\[\\]]*\\d[^\\s\"',;{}\\[\\]]*)"));

  private LiteralSecrets() {}

  private static Kind kind(String name, String pattern) {
    return new Kind(name, Pattern.compile(pattern));
  }

  /**
   * @param file the path that findings name
   * @param lines the file's text
   */
  public static void check(String file, List<String> lines, Findings findings) {
    for (int i = 0; i < lines.size(); i++) {
      for (Kind kind : KINDS) {
        Matcher matcher = kind.pattern().matcher(lines.get(i));
        if (matcher.find()) {
          findings.add(
              Diagnostic.error(
                  Code.DG0608,
                  new Location(file, i + 1, matcher.start(1) + 1, i + 1, matcher.end(1)),
                  "this looks like " + kind.name() + ", and must not stand in the repository",
                  "write a reference, secret://env/NAME or secret://file/NAME; and withdraw the"
                      + " secret, since git keeps what was committed"));
          break;
        }
      }
    }
  }
}
