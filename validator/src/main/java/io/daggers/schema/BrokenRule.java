package io.daggers.schema;

import io.daggers.diagnostic.Diagnostic;

/**
 * A change of the schemas that breaks who reads what is already written.
 *
 * @param rule which of the rules it breaks
 * @param diagnostic says so, at the place in the new schemas
 */
public record BrokenRule(EvolutionRule rule, Diagnostic diagnostic) {}
