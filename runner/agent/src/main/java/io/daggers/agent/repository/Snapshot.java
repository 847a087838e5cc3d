package io.daggers.agent.repository;

import io.daggers.definition.RepositoryFiles;
import java.time.Instant;

/**
 * The repository at a revision.
 *
 * @param revision the commit's id, 40 hexadecimal digits
 * @param author who wrote the commit, by name
 * @param time when it was committed
 */
public record Snapshot(String revision, String author, Instant time, RepositoryFiles files) {}
