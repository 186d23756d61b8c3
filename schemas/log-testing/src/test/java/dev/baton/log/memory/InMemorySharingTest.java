package dev.baton.log.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.log.EventLog;
import dev.baton.log.Membership;
import dev.baton.log.contract.SharingContract;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class InMemorySharingTest extends SharingContract {
  private InMemoryEventLog log = new InMemoryEventLog(3);

  @Override
  protected void begin() {
    log = new InMemoryEventLog(3);
  }

  @Override
  protected EventLog connect() {
    return log.another();
  }

  /** What a member is told, in words. */
  private record Told(List<String> words) implements Membership.Shares {
    @Override
    public void gained(SortedSet<Integer> partitions) {
      words.add("gained " + partitions);
    }

    @Override
    public void lost(SortedSet<Integer> partitions) {
      words.add("lost " + partitions);
    }
  }

  @Test
  void countsOutWhoCannotBeHeardAndTellsItWhenItCanBe() {
    Told x = new Told(new CopyOnWriteArrayList<>());
    Told y = new Told(new CopyOnWriteArrayList<>());
    InMemoryEventLog client = log.another();
    client.join("actuators", x);
    await().until(() -> x.words().equals(List.of("gained [0, 1, 2]")));
    log.join("actuators", y);
    await().until(() -> y.words().equals(List.of("gained [1]")));

    client.setFault(Fault.CUT_OFF);

    await().until(() -> y.words().equals(List.of("gained [1]", "gained [0, 2]")));
    assertThat(x.words()).hasSize(2);
    client.setFault(Fault.NONE);
    await().until(() -> x.words().contains("lost [0, 2]"));
    await().until(() -> y.words().contains("lost [1]"));
  }
}
