package io.daggers.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

  @TempDir Path root;

  @Test
  void isRemovedWithItsFilesWhenTheRunEnds() throws Exception {
    RunDirectory run = RunDirectory.create(root);
    Files.createDirectories(run.path().resolve("kafka/topic-0"));
    Files.writeString(run.path().resolve("kafka/topic-0/log"), "x");

    run.close();

    assertThat(root.resolve(".dagger")).isEmptyDirectory();
  }

  @Test
  void removesWhatAKilledRunHasLeftAndKeepsALivingOne() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path stale = Files.createDirectories(root.resolve(".dagger/run-" + dead.pid()));
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    Path living = Files.createDirectories(root.resolve(".dagger/run-" + parent));
    Path foreign = Files.createDirectories(root.resolve(".dagger/run-notes"));

    try (RunDirectory run = RunDirectory.create(root)) {
      assertThat(run.path()).isEmptyDirectory();
      assertThat(stale).doesNotExist();
      assertThat(living).isDirectory();
      assertThat(foreign).isDirectory();
    }
  }
}
