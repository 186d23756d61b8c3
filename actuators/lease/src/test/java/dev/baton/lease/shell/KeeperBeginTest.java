package dev.baton.lease.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.log.memory.FailingLog.Call;
import dev.baton.model.Epoch;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command;
import dev.baton.model.fact.Fact;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A keeper whose log fails while it begins. */
final class KeeperBeginTest extends KeeperServiceWorld {

  /** Commands that stood there before it begins, and later ones, are each carried out once. */
  @ParameterizedTest
  @EnumSource(names = {"STATE", "BOUNDS", "COMMANDS"})
  void beginsOnceAndMissesNothingHoweverOftenTheLogFails(Call call) throws IOException {
    define();
    failing.fail(call, 3);
    start();

    SessionId session = session();
    order(new Command.Assign(new Epoch(1), NODE, session, Command.Ending.FIRST, Epoch.NONE));
    await().until(() -> some(Fact.Acquired.class).findFirst().isPresent());
    order(new Command.Release(new Epoch(1), NODE, session));
    await().until(() -> some(Fact.Released.class).findFirst().isPresent());
    long sent = keepalives().count();
    await().until(() -> keepalives().count() > sent + 2);

    assertThat(failing.hasFailed()).isTrue();
    assertThat(failing.openReaders()).isEqualTo(1);
    assertThat(keepalives().map(Fact.Keepalive::session).distinct()).hasSize(1);
    assertThat(keepalives().map(Fact.Keepalive::sequence)).isSorted().doesNotHaveDuplicates();
    assertThat(some(Fact.Acquired.class)).hasSize(1);
    assertThat(some(Fact.Released.class)).hasSize(1);
    assertThat(List.copyOf(host.deeds)).containsOnlyOnce("guard[10.20.0.10]", "put", "open 1");
  }
}
