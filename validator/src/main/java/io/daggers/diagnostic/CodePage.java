package io.daggers.diagnostic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page of a code in {@code docs/diagnostics/}, which travels in this module's jar. */
public final class CodePage {

  private CodePage() {}

  /** The page as Markdown: a title, what the code means, a failing and a passing example. */
  public static String of(Code code) {
    try (InputStream in = CodePage.class.getResourceAsStream("page/" + code + ".md")) {
      if (in == null) {
        throw new IllegalStateException("there is no page docs/diagnostics/" + code + ".md");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a page that cannot be read", e);
    }
  }
}
