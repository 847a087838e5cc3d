package io.daggers.definition;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import io.daggers.diagnostic.Printable;
import io.daggers.diagnostic.Severity;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a file that a person wrote: UTF-8, of a bounded size, and as it looks. */
final class SourceText {

  /** Enough to find what made them; a binary file would give thousands. */
  private static final int MOST_FINDINGS = 10;

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final String file;
  private final Findings findings;

  private SourceText(String file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  /**
   * The text, with spaces in place of characters that were reported; nothing, with a finding, where
   * there is none to read.
   *
   * @param help what to do about a file that is missing; null where that is plain
   */
  static Optional<String> read(
      RepositoryFiles files, String file, int mostBytes, @Nullable String help, Findings findings) {
    byte[] bytes = files.contents().get(file);
    SourceText source = new SourceText(file, findings);
    if (files.unread().containsKey(file)) {
      findings.add(files.unreadable(file));
      return Optional.empty();
    }
    if (bytes == null) {
      return source.refuse(Code.DG0002, "there is no file " + file, help);
    }
    if (bytes.length > mostBytes) {
      return source.refuse(
          Code.DG0003,
          "the file has %d bytes; at most %d are read".formatted(bytes.length, mostBytes),
          "make it shorter");
    }
    return source.decode(bytes).map(source::visible);
  }

  private Optional<String> decode(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = withoutMark(out.flip().toString());
    if (result.isError()) {
      findings.add(
          Diagnostic.error(
              Code.DG0003, at(text, text.length()), "this is not UTF-8 text", "save it as UTF-8"));
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** Some editors begin a file with a mark that no one sees and no column counts. */
  static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private String visible(String text) {
    StringBuilder visible = null;
    int found = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (c == '\t' || c == '\n' || c == '\r' || Printable.isVisible(c)) {
        continue;
      }
      visible = visible == null ? new StringBuilder(text) : visible;
      for (int at = i; at < i + Character.charCount(c); at++) {
        visible.setCharAt(at, ' ');
      }
      if (++found <= MOST_FINDINGS) {
        findings.add(
            Diagnostic.error(
                Code.DG0007,
                at(text, i),
                "there is a character here that cannot be seen: U+%04X".formatted(c),
                "remove it; such characters make a text look like another one"));
      }
    }
    return visible == null ? text : visible.toString();
  }

  private Location at(String text, int index) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < index; i++) {
      char c = text.charAt(i);
      boolean first = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (c == '\n' || (c == '\r' && !first)) {
        line++;
        start = i + 1;
      }
    }
    return Location.at(file, line, index - start + 1);
  }

  private Optional<String> refuse(Code code, String message, @Nullable String help) {
    findings.add(new Diagnostic(code, Severity.ERROR, Location.startOf(file), message, help));
    return Optional.empty();
  }
}
