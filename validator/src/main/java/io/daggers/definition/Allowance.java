package io.daggers.definition;

import java.time.LocalDate;

/**
 * A rule that a dagger may break for a while.
 *
 * @param rule the code of the findings
 * @param reason why, for those who review it
 * @param expires the last day on which it holds, in UTC
 */
public record Allowance(Located<String> rule, String reason, Located<LocalDate> expires) {}
