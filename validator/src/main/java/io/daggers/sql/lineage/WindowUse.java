package io.daggers.sql.lineage;

/**
 * A place where rows are put into windows.
 *
 * @param definition as text: equal windows have equal text
 * @param isOfWindows whether the rows are themselves results of windows
 */
public record WindowUse(String definition, boolean isOfWindows) {}
