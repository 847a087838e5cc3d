package io.daggers.cli.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeMarkdownTest {

  private static final String HOSTILE =
      "</pre></details><script>x</script> @everyone #1 [a](http://b) | `c` ![i](j) www.k.l \u202e";

  @Test
  void showsTextOfOthersAsItIs() {
    Diagnostic finding =
        Diagnostic.error(Code.DG0404, Location.at("daggers/t/a/query.sql", 1, 1), HOSTILE);
    Effect effect = effect("t/a", HOSTILE, List.of(finding));

    String markdown =
        ChangeMarkdown.write(
            new ChangeReport(HOSTILE, List.of(effect), List.of(), file -> List.of(HOSTILE)));

    String outside = markdown.replaceAll("(?s)<pre>.*?</pre>", "");
    assertThat(markdown.split("</pre>", -1)).hasSize(2);
    assertThat(markdown).doesNotContain("<script", "\u202e");
    assertThat(outside).doesNotContain("@everyone", " #1 ", "](", "`", "http://", "www.");
  }

  @Test
  void fitsIntoACommentAndSaysWhatItLeftOut() {
    List<Effect> effects =
        IntStream.range(0, 2_000)
            .mapToObj(i -> effect("team/dagger-" + i, "r".repeat(200), List.of()))
            .toList();

    String markdown =
        ChangeMarkdown.write(new ChangeReport("All", effects, List.of(), file -> List.of()));

    assertThat(markdown.length()).isLessThanOrEqualTo(ChangeMarkdown.MOST_CHARACTERS);
    assertThat(markdown).contains("This comment has no room for");
  }

  private static Effect effect(String dagger, String reason, List<Diagnostic> findings) {
    return new Effect(dagger, "", "rejected", true, false, reason, List.of(), List.of(), findings);
  }
}
