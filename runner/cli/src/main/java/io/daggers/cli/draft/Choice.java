package io.daggers.cli.draft;

/**
 * One of the answers to a question.
 *
 * @param word what a person writes
 * @param meaning what it is, in a few words
 */
public record Choice(String word, String meaning) {}
