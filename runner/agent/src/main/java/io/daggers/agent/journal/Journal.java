package io.daggers.agent.journal;

import io.daggers.agent.memory.Notes;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was decided and done, one JSON object per line, appended and never edited. A line is on disk
 * before the step it announces is taken, so that an agent that dies in between can find out. Notes
 * are lines of it too, so that they are this agent's to write for as long as the journal is.
 */
public final class Journal implements Notes, AutoCloseable {

  private final AgentStorage storage;
  private final Recollection recollection = new Recollection();
  private final Map<String, Map<String, String>> notes = new HashMap<>();
  private volatile boolean lost;

  private Journal(AgentStorage storage) {
    this.storage = storage;
  }

  /**
   * Opens {@code journal.jsonl} in a folder of this machine, and makes both where they are missing.
   *
   * @throws IOException where another agent has it open, or a line is not an entry
   */
  public static Journal open(Path folder) throws IOException {
    return open(FolderStorage.open(folder));
  }

  /**
   * Reads what there is. Storage that cannot be read is closed.
   *
   * @throws IOException where a line is not an entry
   */
  public static Journal open(AgentStorage storage) throws IOException {
    Journal journal = new Journal(storage);
    try {
      journal.readBack();
      return journal;
    } catch (IOException e) {
      storage.close();
      throw e;
    }
  }

  /**
   * Appends a line; it is on disk when this returns.
   *
   * @throws UncheckedIOException where it cannot be
   */
  public synchronized void record(Entry entry) {
    try {
      append(EntryFormat.write(entry));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the journal %s cannot be written".formatted(storage.place()), e);
    }
    recollection.add(entry);
  }

  @Override
  public synchronized Map<String, String> noted(String name) {
    return notes.getOrDefault(name, Map.of());
  }

  @Override
  public synchronized void note(String name, Map<String, String> values) throws IOException {
    NoteFormat.Note note = new NoteFormat.Note(name, values);
    if (!noted(name).equals(note.values())) {
      append(NoteFormat.write(note));
      notes.put(name, note.values());
    }
  }

  /** Whether it can be written no more: then another agent may act, and this one must not. */
  public boolean isLost() {
    return lost;
  }

  /** Keeps a bundle, so that it can be started again; it is on disk when this returns. */
  public synchronized void keep(JobBundle bundle) {
    try {
      storage.keep(bundle);
    } catch (IOException e) {
      throw new UncheckedIOException("a bundle cannot be kept beside " + storage.place(), e);
    }
  }

  public synchronized Optional<JobBundle> bundle(Fingerprint fingerprint) {
    return storage.bundle(fingerprint);
  }

  /** All lines but notes, oldest first, read again. */
  public synchronized List<Entry> entries() {
    try {
      return storage
          .lines()
          .lines()
          .filter(line -> !NoteFormat.isNote(line))
          .map(EntryFormat::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal %s cannot be read".formatted(storage.place()), e);
    }
  }

  /** What all lines add up to. */
  public synchronized History history() {
    return recollection.history(storage::bundle);
  }

  @Override
  public synchronized void close() throws IOException {
    storage.close();
  }

  private void readBack() throws IOException {
    List<String> lines = storage.lines().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      try {
        readBack(lines.get(i));
      } catch (IllegalArgumentException e) {
        throw new IOException(
            "line %d of %s: %s".formatted(i + 1, storage.place(), e.getMessage()), e);
      }
    }
  }

  private void readBack(String line) {
    if (NoteFormat.isNote(line)) {
      NoteFormat.Note note = NoteFormat.read(line);
      notes.put(note.name(), note.values());
    } else {
      recollection.add(EntryFormat.read(line));
    }
  }

  private void append(String line) throws IOException {
    try {
      storage.append(line + "\n");
    } catch (StorageLostException e) {
      lost = true;
      throw e;
    }
  }
}
