package io.daggers.cli.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionTest {

  private static final Question QUESTION =
      new Question(
          "Which?", List.of(new Choice("a.v1.Booking", "one"), new Choice("b.v1.Payment", "two")));

  private final StringWriter out = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "'',a.v1.Booking",
    "2,b.v1.Payment",
    "b.v1.Payment,b.v1.Payment",
    "Payment,b.v1.Payment"
  })
  void takesANumberAWordItsEndOrTheFirst(String line, String expected) throws Exception {
    assertThat(answer(null, line + "\n")).isEqualTo(expected);
  }

  @Test
  void takesTheFirstWhereThereAreNoLines() throws Exception {
    assertThat(answer(null, "")).isEqualTo("a.v1.Booking");
  }

  @Test
  void asksAgainAfterAWrongAnswer() throws Exception {
    assertThat(answer(null, "b.v1.Paymnt\n2\n")).isEqualTo("b.v1.Payment");
    assertThat(out.toString()).contains("did you mean 'b.v1.Payment'?");
  }

  @Test
  void givesUpWhereAWrongAnswerIsTheLast() {
    assertThatThrownBy(() -> answer(null, "9\n")).hasMessageContaining("'9' is none");
  }

  @Test
  void asksNothingWhereTheAnswerIsGiven() throws Exception {
    assertThat(answer("2", "")).isEqualTo("b.v1.Payment");
    assertThat(out.toString()).isEmpty();
  }

  private String answer(String given, String lines)
      throws IOException, Question.NoSuchAnswerException {
    return QUESTION.answer(
        given, new BufferedReader(new StringReader(lines)), new PrintWriter(out));
  }
}
