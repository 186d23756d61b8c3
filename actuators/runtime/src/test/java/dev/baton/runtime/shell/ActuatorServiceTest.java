package dev.baton.runtime.shell;

import static dev.baton.runtime.core.Clusters.assign;
import static dev.baton.runtime.core.Clusters.define;
import static dev.baton.runtime.core.Clusters.definition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.memory.Fault;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Outcome;
import dev.baton.runtime.core.DriverSettings;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorFactory;
import dev.baton.spi.CallLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActuatorServiceTest {
  private static final DriverSettings BRISK =
      new DriverSettings(
          Duration.ofSeconds(30),
          Duration.ofMillis(1),
          Duration.ofMillis(10),
          List.of(),
          Duration.ofMillis(20));

  private final InMemoryEventLog log = new InMemoryEventLog(1);
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final ConcurrentHashMap<String, Signpost> signs = new ConcurrentHashMap<>();
  private final List<ActuatorService> services = new ArrayList<>();
  private long position;

  @BeforeEach
  void record() {
    var unused = log.readEvents(0, StartAt.BEGINNING, this::note);
  }

  @AfterEach
  void close() {
    signs.values().forEach(Signpost::letGo);
    services.forEach(ActuatorService::close);
    log.close();
  }

  private void note(Delivered<FactRecord> delivered) {
    if (delivered instanceof Delivered.Decoded<FactRecord> decoded
        && decoded.value().fact() instanceof Outcome outcome) {
      told.add(outcome.binding() + " " + outcome.epoch() + " " + outcome.result());
    }
  }

  /** Makes signs, one for each setting, that all instances see; refuses the setting "bad". */
  private final class Signs implements ActuatorFactory {
    @Override
    public List<String> kinds() {
      return List.of("sign-post");
    }

    @Override
    public Actuator create(ClusterDefinition definition, Binding binding) {
      String setting = binding.settings().getOrDefault("setting", "");
      if (setting.equals("bad")) {
        throw new IllegalArgumentException("sign-post: setting \"bad\" is wrong");
      }
      return sign(setting);
    }
  }

  private Signpost sign(String setting) {
    return signs.computeIfAbsent(setting, unknown -> new Signpost());
  }

  private InMemoryEventLog instance() {
    InMemoryEventLog client = log.another();
    ActuatorParts parts =
        new ActuatorParts(
            "sign",
            client,
            kind -> kind.equals("sign-post") ? Optional.of(new Signs()) : Optional.empty(),
            BRISK,
            new Rate(List.of(new CallLimit(".*", false, 100_000, 4_000, "")), 1, System::nanoTime),
            ActuatorWatch.NOBODY);
    ActuatorService service = new ActuatorService(parts);
    services.add(service);
    service.start();
    return client;
  }

  private void write(CommandRecord order) {
    log.write(0, order).toCompletableFuture().orTimeout(2, TimeUnit.MINUTES).join();
  }

  private void give(long epoch, String node) {
    write(assign(++position, epoch, node));
  }

  private void set(long version, String... bindings) {
    write(define(++position, definition(version, bindings)));
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(Duration.ofMinutes(2)).until(condition);
  }

  @Test
  void movesAsCommandsSayAndTellsWhatCameOfIt() {
    set(1, "sign-post=x");
    instance();
    give(1, "a");
    until(() -> told.equals(List.of("sign-post 1 PLACED")));
    give(2, "b");

    until(() -> told.equals(List.of("sign-post 1 PLACED", "sign-post 2 PLACED")));
    assertThat(sign("x").pointsTo()).isEqualTo("b");
  }

  @Test
  void aBindingThatCannotBeMadeIsRefusedAndKeepsNoOtherFromBeingMoved() {
    set(1, "sign-post=bad", "sign-odd=1", "sign-even=2");
    instance();
    give(1, "a");

    until(
        () ->
            told.equals(
                List.of("sign-post 1 REFUSED", "sign-odd 1 REFUSED", "sign-even 1 REFUSED")));
    set(2, "sign-post=good");
    until(() -> told.contains("sign-post 1 PLACED"));
    assertThat(services.get(0).report().partitions().get(0).bindings()).hasSize(1);
  }

  @Test
  void tellsAgainWhatTheLogDidNotTake() {
    set(1, "sign-post=x");
    InMemoryEventLog client = instance();
    until(() -> services.get(0).report().partitions().stream().anyMatch(share -> share.live()));
    client.setFault(Fault.APPENDS_FAIL);
    give(1, "a");
    until(() -> sign("x").pointsTo().equals("a"));
    assertThat(told).isEmpty();

    client.setFault(Fault.NONE);

    until(() -> told.equals(List.of("sign-post 1 PLACED")));
  }

  @Test
  void anotherInstanceGoesOnWithWhatOneLeaves() throws InterruptedException {
    set(1, "sign-post=x");
    instance();
    until(() -> services.get(0).report().joined());
    sign("x").hold();
    give(1, "a");
    assertThat(sign("x").reached().await(2, TimeUnit.MINUTES)).isTrue();
    instance();

    services.get(0).close();
    sign("x").letGo();

    until(() -> told.equals(List.of("sign-post 1 PLACED")));
    assertThat(services.get(0).report().partitions()).isEmpty();
    assertThat(services.get(1).report().partitions()).hasSize(1);
    assertThat(sign("x").turns()).isEqualTo(1);
  }

  @Test
  void anotherInstanceGoesOnWhenOneIsHeardNoMore() throws InterruptedException {
    set(1, "sign-post=x");
    InMemoryEventLog first = instance();
    until(() -> services.get(0).report().joined());
    sign("x").hold();
    give(1, "a");
    assertThat(sign("x").reached().await(2, TimeUnit.MINUTES)).isTrue();
    instance();
    first.setFault(Fault.CUT_OFF);
    sign("x").letGo();

    until(() -> told.equals(List.of("sign-post 1 PLACED")));
    first.setFault(Fault.NONE);
    until(() -> services.get(0).report().partitions().isEmpty());
    assertThat(services.get(1).report().partitions()).hasSize(1);
  }
}
