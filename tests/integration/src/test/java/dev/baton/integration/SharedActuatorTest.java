package dev.baton.integration;

import static dev.baton.integration.Site.acknowledged;
import static dev.baton.integration.Site.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.aws.AwsActuatorFactory;
import dev.baton.cloudstubs.StubLatency;
import dev.baton.cloudstubs.Trouble;
import dev.baton.cloudstubs.scenario.CloudStub;
import dev.baton.cloudstubs.scenario.StubNodes;
import dev.baton.log.kafka.TestBroker;
import dev.baton.log.keeper.LogKeeper;
import dev.baton.model.Epoch;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.definition.Binding;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Operation;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.model.state.Placement;
import dev.baton.runtime.core.DriverSettings;
import dev.baton.runtime.shell.ActuatorParts;
import dev.baton.runtime.shell.ActuatorReport;
import dev.baton.runtime.shell.ActuatorService;
import dev.baton.runtime.shell.ActuatorWatch;
import dev.baton.runtime.shell.Rate;
import dev.baton.spi.CallLimit;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances of one cloud's actuator that share its work, and what a killed one leaves. */
class SharedActuatorTest {
  private static final String WRITE = "ec2:ReplaceRoute";

  @TempDir Path directory;
  private CloudStub cloud;
  private Site site;
  private LogKeeper a;
  private LogKeeper b;

  @BeforeEach
  void begin() throws Exception {
    cloud =
        new CloudStub(
            "aws-route",
            new StubNodes(
                new TreeMap<>(Map.of("a", "10.0.0.10", "b", "10.0.0.11")),
                List.of("10.20.0.10"),
                StubLatency.ofMillis(0, 0, 0)),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    site =
        new Site(
            TestBroker.newPartition(),
            directory,
            Duration.ofSeconds(5),
            new Binding("aws-route", cloud.settings()));
    site.endWithTheSite(cloud);
    site.arbiter("x1");
    a = site.node("a");
    b = site.node("b");
  }

  @AfterEach
  void end() {
    site.close();
  }

  private ActuatorService instanceHere() {
    AwsActuatorFactory factory = new AwsActuatorFactory();
    ActuatorService service =
        new ActuatorService(
            new ActuatorParts(
                "aws",
                site.log(),
                kind -> factory.kinds().contains(kind) ? Optional.of(factory) : Optional.empty(),
                DriverSettings.DEFAULT,
                new Rate(
                    List.of(new CallLimit(".*", false, 1_000, 1_000, "")), 1, System::nanoTime),
                ActuatorWatch.NOBODY));
    site.endWithTheSite(service);
    service.start();
    return service;
  }

  private static boolean works(ActuatorService service) {
    return service.report().partitions().stream().anyMatch(ActuatorReport.Share::live);
  }

  private List<Outcome> outcomes(Epoch epoch) {
    return site.recording().events().stream()
        .map(FactRecord::fact)
        .filter(Outcome.class::isInstance)
        .map(Outcome.class::cast)
        .filter(outcome -> outcome.epoch().equals(epoch))
        .toList();
  }

  private List<AuditEntry> told(Epoch epoch) {
    return site.recording().audit().stream()
        .filter(line -> line.has(AuditDetail.BINDING))
        .filter(line -> line.epoch().equals(Optional.of(epoch)))
        .toList();
  }

  private Optional<Placement> placement() {
    return site.log().latestSnapshots(0).stream()
        .flatMap(snapshot -> snapshot.state().placements().values().stream())
        .findFirst();
  }

  @Test
  void whatAKilledInstanceWasInTheMiddleOfIsEndedByAnotherAndToldOnce() {
    ActuatorProcess first = site.actuator("aws-1");
    until(a::holds);
    until(() -> outcomes(a.holding()).size() == 1);
    ActuatorService second = instanceHere();
    until(() -> second.report().joined());
    cloud.troubles().always(WRITE, Trouble.THROTTLED);
    long before = writes();
    acknowledged(site.request("r1", new Operation.Switchover(Optional.empty())));
    until(() -> b.holds() && writes() > before);
    assertThat(works(second)).isFalse();

    first.kill9();
    until(() -> works(second));
    cloud.troubles().end();

    Epoch epoch = b.holding();
    until(() -> !told(epoch).isEmpty());
    assertThat(cloud.truth()).contains("b");
    assertThat(outcomes(epoch))
        .singleElement()
        .satisfies(outcome -> assertThat(outcome.result()).isEqualTo(OutcomeResult.PLACED));
    assertThat(told(epoch)).hasSize(1);
    until(() -> placement().filter(of -> of.epoch().equals(epoch)).isPresent());
  }

  @Test
  void anInstanceThatTakesOverTellsNothingThatStandsInTheLogAlready() {
    ActuatorProcess first = site.actuator("aws-1");
    until(a::holds);
    until(() -> placement().filter(of -> of.result() == OutcomeResult.PLACED).isPresent());

    first.kill9();
    ActuatorService second = instanceHere();
    until(() -> works(second));
    long looked = reads();
    until(() -> reads() > looked);
    cloud.meddle("b");

    until(() -> outcomes(a.holding()).size() >= 3);
    assertThat(outcomes(a.holding()))
        .extracting(Outcome::result)
        .startsWith(OutcomeResult.PLACED, OutcomeResult.DRIFTED, OutcomeResult.REPAIRED);
    assertThat(cloud.truth()).contains("a");
  }

  private long writes() {
    return cloud.troubles().calls().stream().filter(WRITE::equals).count();
  }

  private long reads() {
    return cloud.troubles().calls().stream().filter(call -> call.contains("Describe")).count();
  }
}
