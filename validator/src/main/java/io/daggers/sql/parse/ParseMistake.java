package io.daggers.sql.parse;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;

/**
 * What an analyst may have done where the parser gave up, and how the text would read without it.
 *
 * @param from offset of the characters to show
 * @param to offset behind them
 * @param editFrom offset of the characters to replace
 * @param by what to read in their place
 * @param certain false where it only guesses, so that nothing behind it can be judged
 */
record ParseMistake(
    int from,
    int to,
    String message,
    String help,
    int editFrom,
    int editTo,
    String by,
    boolean certain) {

  /** A mistake that reading another word in a token's place would mend. */
  static ParseMistake instead(Token token, String by, String message, String help) {
    return new ParseMistake(
        token.from(), token.to(), message, help, token.from(), token.to(), by, true);
  }

  /** A mistake that a word before a token would perhaps mend. */
  static ParseMistake missing(Token before, int editAt, String by, String message, String help) {
    return new ParseMistake(
        before.from(), before.to(), message, help, editAt, editAt, " " + by + " ", false);
  }

  SourceText repair(SourceText text) {
    return text.replace(editFrom, editTo, by);
  }

  Diagnostic diagnostic(SourceText text) {
    return Diagnostic.error(Code.DG0401, text.at(from, to), message, help);
  }
}
