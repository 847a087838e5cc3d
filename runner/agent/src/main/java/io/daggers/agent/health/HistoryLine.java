package io.daggers.agent.health;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a dagger's journal, as people read it.
 *
 * @param step of the journal, in lower case
 * @param outcome begun, done or failed
 * @param revision the commit that was being carried out
 * @param author of that commit; null where the journal does not know
 * @param error what went wrong; null unless it failed
 * @param job Flink's id; null where the line is about none
 * @param state where the savepoint or checkpoint is that was left or resumed from; null where none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HistoryLine(
    Instant time,
    String step,
    String outcome,
    String revision,
    @Nullable String author,
    String reason,
    @Nullable String error,
    @Nullable String job,
    @Nullable String state) {}
