package dev.baton.log.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.log.EventLog;
import dev.baton.log.Membership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EventLog} promises to those who share its partitions. */
public abstract class SharingContract {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final SortedSet<Integer> ALL = new TreeSet<>(List.of(0, 1, 2));

  private final List<EventLog> connected = new ArrayList<>();
  private final Owners owners = new Owners();

  /** Begins a new, empty log of three partitions. */
  protected abstract void begin();

  /** Returns a further client of the log. */
  protected abstract EventLog connect();

  /** Who has what; fails when a partition has two owners. */
  private static final class Owners {
    private final TreeMap<Integer, String> owners = new TreeMap<>();
    private final List<String> twice = new ArrayList<>();

    synchronized void add(String who, SortedSet<Integer> partitions) {
      for (int partition : partitions) {
        String other = owners.put(partition, who);
        if (other != null) {
          twice.add(partition + " is given to " + who + " and is still " + other + "'s");
        }
      }
    }

    synchronized void remove(String who, SortedSet<Integer> partitions) {
      partitions.forEach(partition -> owners.remove(partition, who));
    }

    synchronized SortedSet<Integer> of(String who) {
      SortedSet<Integer> mine = new TreeSet<>(owners.keySet());
      mine.removeIf(partition -> !who.equals(owners.get(partition)));
      return mine;
    }

    synchronized List<String> twice() {
      return List.copyOf(twice);
    }
  }

  /** A member that tells who has what. */
  private record Member(String name, Owners owners) implements Membership.Shares {
    @Override
    public void gained(SortedSet<Integer> partitions) {
      owners.add(name, partitions);
    }

    @Override
    public void lost(SortedSet<Integer> partitions) {
      owners.remove(name, partitions);
    }
  }

  /** Joins over a connection of its own. */
  protected final Membership join(String group, String name) {
    EventLog log = connect();
    connected.add(log);
    return log.join(group, new Member(name, owners));
  }

  /** Waits until those are the member's. */
  protected final void awaitOwned(String name, Integer... partitions) {
    until(() -> owners.of(name).equals(new TreeSet<>(List.of(partitions))));
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  @BeforeEach
  final void start() {
    begin();
  }

  @AfterEach
  final void closeAll() {
    connected.forEach(EventLog::close);
    assertThat(owners.twice()).isEmpty();
  }

  @Test
  void givesEverythingToTheOnlyMember() {
    join("actuators", "x");

    awaitOwned("x", 0, 1, 2);
  }

  @Test
  void sharesPartitionsOutAndGivesNoneToTwoAtATime() {
    join("actuators", "x");
    awaitOwned("x", 0, 1, 2);

    join("actuators", "y");

    until(() -> owners.of("x").size() + owners.of("y").size() == 3 && !owners.of("y").isEmpty());
    assertThat(owners.of("x")).isNotEmpty();
  }

  @Test
  void givesWhatAMemberLeavesToTheOthers() {
    Membership x = join("actuators", "x");
    join("actuators", "y");
    until(() -> !owners.of("x").isEmpty() && !owners.of("y").isEmpty());

    x.close();

    assertThat(owners.of("x")).isEmpty();
    awaitOwned("y", 0, 1, 2);
  }

  @Test
  void leavesWhenItsLogIsClosed() {
    join("actuators", "x");
    awaitOwned("x", 0, 1, 2);

    connected.get(0).close();

    assertThat(owners.of("x")).isEmpty();
  }

  @Test
  void groupsOfDifferentNamesKnowNothingOfEachOther() {
    Owners others = new Owners();
    join("actuators", "x");
    EventLog log = connect();
    connected.add(log);
    log.join("others", new Member("y", others));

    until(() -> owners.of("x").equals(ALL) && others.of("y").equals(ALL));
  }
}
