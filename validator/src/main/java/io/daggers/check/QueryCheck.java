package io.daggers.check;

import io.daggers.diagnostic.Findings;

/** A rule about what a query says. It runs before the query is planned. */
interface QueryCheck {

  void check(CheckedQuery query, Findings findings);
}
