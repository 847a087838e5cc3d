package io.daggers.agent.platform.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.platform.JobState;
import java.net.URI;
import java.util.Set;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.util.Records;
import org.junit.jupiter.api.Test;

class ApplicationTest {

  @Test
  void runsWhereItsFlinkCanBeAsked() {
    Application application = running("http://localhost:8081");

    assertThat(application.state()).isEqualTo(JobState.RUNNING);
    assertThat(application.flink()).isEqualTo(URI.create("http://localhost:8081/"));
  }

  /** To YARN it runs until its last container is gone. */
  @Test
  void isNotTakenForRunningOnceItHasToldItsEnd() {
    for (String none : new String[] {null, "", "N/A"}) {
      Application application = running(none);

      assertThat(application.state()).isEqualTo(JobState.UNKNOWN);
      assertThat(application.reason()).isEqualTo("YARN does not tell where its Flink is");
      assertThat(new JobManagers().look(application).state()).isEqualTo(JobState.UNKNOWN);
    }
  }

  private static Application running(String address) {
    ApplicationReport report = Records.newRecord(ApplicationReport.class);
    report.setApplicationId(ApplicationId.newInstance(1_700_000_000_000L, 7));
    report.setYarnApplicationState(YarnApplicationState.RUNNING);
    report.setOriginalTrackingUrl(address);
    report.setApplicationTags(
        Set.of(
            "dagger-team-rides", "dagger-name-bookings", "dagger-fingerprint-" + "0".repeat(64)));
    return Application.of(report).orElseThrow();
  }
}
