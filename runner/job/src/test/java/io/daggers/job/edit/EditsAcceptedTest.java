package io.daggers.job.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is tried with savepoints is accepted before it takes long. */
class EditsAcceptedTest {

  private static final Path EDITS = Path.of("src/test/resources/edits");

  @Test
  void everyDaggerOfTheEditsIsAccepted() {
    EditedDaggers daggers = new EditedDaggers(EDITS);

    assertThat(Edits.readAll(EDITS))
        .allSatisfy(edits -> assertThat(daggers.judge(edits).after()).hasSameSizeAs(edits.edits()));
  }
}
