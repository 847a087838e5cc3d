package io.daggers.validator;

import io.daggers.definition.Dagger;
import io.daggers.definition.DaggerName;
import io.daggers.definition.DaggerReader;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans in the caller's own process and thread, with no limit on time or memory. Only for queries
 * that can be trusted, and for a process that exists to be killed.
 */
public final class InProcessPlanner implements Planner {

  private static final Logger LOG = LoggerFactory.getLogger(InProcessPlanner.class);

  @Override
  public Map<DaggerName, PlanAnswer> plan(
      RepositoryFiles files, World world, Collection<DaggerName> daggers) {
    Map<DaggerName, PlanAnswer> answers = new LinkedHashMap<>();
    daggers.forEach(name -> answers.put(name, plan(files, world, name)));
    return answers;
  }

  @Override
  public void close() {}

  /** One dagger that we fail to judge must not keep the others from being judged. */
  public PlanAnswer plan(RepositoryFiles files, World world, DaggerName name) {
    Findings findings = new Findings();
    Optional<PlanAnswer.Planned> planned = Optional.empty();
    try {
      Optional<Dagger> dagger = DaggerReader.read(files, name, findings);
      if (dagger.isPresent()) {
        planned = new DaggerPlanning(files, dagger.get(), world, findings).plan();
      } else {
        DaggerReader.draft(files, name)
            .ifPresent(draft -> DaggerPlanning.judge(draft, world, findings));
      }
    } catch (RuntimeException | AssertionError e) {
      LOG.warn("dagger={} could not be judged", name, e);
      findings.add(
          Diagnostic.error(
              Code.DG0001,
              Location.startOf(name.folder() + "/query.sql"),
              "this dagger could not be judged",
              "this is a bug of ours: please report it with the dagger's files"));
    } catch (StackOverflowError e) {
      findings.add(tooComplex(name));
    }
    return new PlanAnswer(findings.list(), planned.orElse(null));
  }

  /** What is said of a dagger that takes more memory or a deeper stack than there is. */
  public static Diagnostic tooComplex(DaggerName name) {
    return Diagnostic.error(
        Code.DG0006,
        Location.startOf(name.folder() + "/query.sql"),
        "this query takes more memory to plan than a query may take",
        "make it simpler: fewer conditions, less nesting, no functions that make long texts");
  }

  /** What is said of a dagger whose planning does not come to an end. */
  public static Diagnostic tooLong(DaggerName name, Duration limit) {
    return Diagnostic.error(
        Code.DG0005,
        Location.startOf(name.folder() + "/query.sql"),
        "planning this query took more than %d s".formatted(limit.toSeconds()),
        "make it simpler: fewer joins and conditions, no functions that make long texts");
  }
}
