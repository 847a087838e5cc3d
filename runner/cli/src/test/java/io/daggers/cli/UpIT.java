package io.daggers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, as a person starts it. */
class UpIT {

  @Test
  void writesResultsOfEveryDaggerAndLeavesNothingBehind(@TempDir Path directory)
      throws IOException, InterruptedException {
    Path out = directory.resolve("out.txt");

    Process up =
        new ProcessBuilder(
                Repositories.OWN.resolve("bin/dagger").toString(),
                "up",
                "--once",
                "--deadline",
                "600")
            .directory(Repositories.OWN.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    Set<ProcessHandle> children = ConcurrentHashMap.newKeySet();
    while (!up.waitFor(200, TimeUnit.MILLISECONDS)) {
      up.descendants().forEach(children::add);
    }

    String printed = Files.readString(out);
    assertThat(up.exitValue()).as(printed).isZero();
    try (Stream<Path> daggers = Files.walk(Repositories.OWN.resolve("daggers"), 2)) {
      List<String> names =
          daggers
              .map(path -> Repositories.OWN.resolve("daggers").relativize(path).toString())
              .filter(name -> name.contains("/"))
              .toList();
      assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(printed).contains(name));
    }
    assertThat(children).hasSizeGreaterThanOrEqualTo(3).noneMatch(ProcessHandle::isAlive);
    assertThat(Repositories.OWN.resolve(".dagger/run-" + up.pid())).doesNotExist();
  }
}
