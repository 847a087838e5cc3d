package io.daggers.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.daggers.definition.RepositoryFiles;
import io.daggers.job.bundle.JobBundle;
import io.daggers.validator.InProcessPlanner;
import io.daggers.validator.ResolvedDagger;
import io.daggers.validator.ThreadPlanner;
import io.daggers.validator.Validator;
import org.junit.jupiter.api.Test;

/** Which room of the house may look into which; everything else fails the build. */
class ArrowsTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.daggers");

  @Test
  void everyArrowPointsTowardsTheJudge() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("diagnostic")
        .definedBy("io.daggers.diagnostic..")
        .layer("definition")
        .definedBy("io.daggers.definition")
        .layer("schema")
        .definedBy("io.daggers.schema")
        .layer("topology")
        .definedBy("io.daggers.topology")
        .layer("sql")
        .definedBy("io.daggers.sql..")
        .layer("check")
        .definedBy("io.daggers.check..")
        .layer("validator")
        .definedBy("io.daggers.validator..")
        .layer("local")
        .definedBy("io.daggers.local..")
        .layer("job")
        .definedBy("io.daggers.job..")
        .layer("agent")
        .definedBy("io.daggers.agent..")
        .layer("cli")
        .definedBy("io.daggers.cli..")
        .whereLayer("diagnostic")
        .mayNotAccessAnyLayer()
        .whereLayer("definition")
        .mayOnlyAccessLayers("diagnostic")
        .whereLayer("schema")
        .mayOnlyAccessLayers("definition", "diagnostic")
        .whereLayer("topology")
        .mayOnlyAccessLayers("definition", "diagnostic")
        .whereLayer("sql")
        .mayOnlyAccessLayers("schema", "topology", "definition", "diagnostic")
        .whereLayer("check")
        .mayOnlyAccessLayers("sql", "schema", "topology", "definition", "diagnostic")
        .whereLayer("validator")
        .mayOnlyBeAccessedByLayers("job", "agent", "cli")
        .whereLayer("local")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("job")
        .mayOnlyBeAccessedByLayers("agent", "cli")
        .whereLayer("agent")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .check(HOUSE);
  }

  @Test
  void partsOfTheJobKnowNothingOfTheWhole() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.daggers.job.bundle..",
            "io.daggers.job.codec..",
            "io.daggers.job.deadletter..",
            "io.daggers.job.secret..",
            "io.daggers.job.source..",
            "io.daggers.job.sink..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.daggers.job")
        .check(HOUSE);
  }

  @Test
  void secretsAreLookedUpWithoutTheJob() {
    noClasses()
        .that()
        .resideInAPackage("io.daggers.job.secret")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.daggers.job",
            "io.daggers.job.bundle..",
            "io.daggers.job.source..",
            "io.daggers.job.sink..",
            "org.apache.flink..")
        .check(HOUSE);
  }

  @Test
  void deadLettersKnowNothingOfSourcesAndSinks() {
    noClasses()
        .that()
        .resideInAPackage("io.daggers.job.deadletter")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.daggers.job.source..", "io.daggers.job.sink..", "io.daggers.job.codec..")
        .check(HOUSE);
  }

  @Test
  void planningChangesSeesNoFlinkNoGitAndNoAgent() {
    noClasses()
        .that()
        .resideInAPackage("io.daggers.agent.reconcile..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.flink..",
            "org.eclipse.jgit..",
            "io.daggers.agent",
            "io.daggers.agent.platform.embedded..",
            "io.daggers.agent.platform.yarn..",
            "org.apache.hadoop..")
        .check(HOUSE);
  }

  @Test
  void reportsSeeTheStatusAndRemotesNothingOfTheAgent() {
    noClasses()
        .that()
        .resideInAPackage("io.daggers.agent.report..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.flink..",
            "io.daggers.job..",
            "io.daggers.agent",
            "io.daggers.agent.platform..",
            "io.daggers.agent.reconcile..",
            "io.daggers.agent.journal..",
            "io.daggers.agent.repository..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage("io.daggers.agent.repository.remote..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.daggers.agent",
            "io.daggers.agent.repository",
            "io.daggers.agent.report..",
            "io.daggers.agent.health..")
        .check(HOUSE);
  }

  @Test
  void commitsAreReadWithoutTheJournal() {
    noClasses()
        .that()
        .resideInAnyPackage("io.daggers.agent.repository..", "io.daggers.agent.memory..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.daggers.agent",
            "io.daggers.agent.journal..",
            "io.daggers.agent.platform..",
            "io.daggers.agent.reconcile..",
            "io.daggers.agent.report..",
            "io.daggers.agent.health..")
        .check(HOUSE);
  }

  @Test
  void eachForeignLibraryHasOneRoom() {
    onlyIn("org.eclipse.jgit..", "io.daggers.agent.repository..");
    onlyIn("org.apache.hadoop..", "io.daggers.agent.platform.yarn..");
    onlyIn("org.apache.sshd..", "io.daggers.agent.repository.remote");
    onlyIn("org.yaml.snakeyaml..", "io.daggers.definition..");
    onlyIn("com.fasterxml.jackson.dataformat.yaml..", "io.daggers.definition..");
    onlyIn("picocli..", "io.daggers.cli");
    onlyIn("org.apache.calcite..", "io.daggers.sql..", "io.daggers.check..");
    onlyIn("com.google.common.geometry..", "io.daggers.sql.function.geo");
    onlyIn("org.apache.datasketches..", "io.daggers.sql.function.aggregate");
    onlyIn(
        "org.influxdb..", "io.daggers.job.sink.influx..", "io.daggers.local", "io.daggers.cli.up");
  }

  @Test
  void onlyTheValidatorMakesWhatTheRunnerAccepts() {
    constructors()
        .that()
        .areDeclaredIn(ResolvedDagger.class)
        .should()
        .bePackagePrivate()
        .check(HOUSE);
  }

  /** Planning runs what analysts wrote. */
  @Test
  void whatIsNotATestPlansInChildProcesses() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.daggers.validator..")
        .should()
        .callMethod(Validator.class, "judge", RepositoryFiles.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(InProcessPlanner.class)
        .check(HOUSE);
  }

  /** It executes the query there a second later, on the machine of whoever wrote it. */
  @Test
  void onlyAPreviewPlansWhereItRuns() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.daggers.validator..", "io.daggers.job.preview")
        .and(not(equivalentTo(RunCommand.class)))
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ThreadPlanner.class)
        .check(HOUSE);
  }

  @Test
  void onlyTheBundlesOwnRoomMakesBundles() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.daggers.job.bundle")
        .should()
        .callConstructorWhere(target(owner(assignableTo(JobBundle.class))).as("make a JobBundle"))
        .check(HOUSE);
  }

  private static void onlyIn(String library, String... rooms) {
    noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(HOUSE);
  }
}
