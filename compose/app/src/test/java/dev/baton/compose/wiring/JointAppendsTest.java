package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.log.EventLog;
import dev.baton.log.ForwardingLog;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JointAppendsTest {
  private static final ClusterId WEB = new ClusterId("web");
  private static final Fact FIRST = new Fact.Timer("first", 1);
  private static final Fact SECOND = new Fact.Timer("second", 2);

  private final Counting log = new Counting();
  private final JointAppends appends = new JointAppends();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void putsWhatWaitsIntoTheLogTogetherWithTheNext() {
    CompletionStage<Position> first = appends.begin(log, WEB, FIRST);
    assertThat(log.goes).isEmpty();

    CompletionStage<Position> second = appends.append(log, WEB, SECOND);

    assertThat(log.goes).containsExactly(List.of(FIRST, SECOND));
    assertThat(position(first)).isEqualTo(new Position(0));
    assertThat(position(second)).isEqualTo(new Position(1));
  }

  @Test
  void appendsAloneWhatNobodyWaitsFor() {
    assertThat(position(appends.append(log, WEB, FIRST))).isEqualTo(new Position(0));
    assertThat(log.goes).containsExactly(List.of(FIRST));
  }

  @Test
  void doesNotWaitForEver() {
    CompletionStage<Position> first = appends.begin(log, WEB, FIRST);
    appends.sendAfter(Duration.ofMillis(1));

    await().until(() -> !log.goes.isEmpty());

    assertThat(position(first)).isEqualTo(new Position(0));
    assertThat(position(appends.append(log, WEB, SECOND))).isEqualTo(new Position(1));
    assertThat(log.goes).containsExactly(List.of(FIRST), List.of(SECOND));
  }

  @Test
  void keepsTheOrderOfWhatBeginsWhileSomethingWaits() {
    CompletionStage<Position> first = appends.begin(log, WEB, FIRST);
    CompletionStage<Position> second = appends.begin(log, WEB, SECOND);
    appends.send();
    appends.send();

    assertThat(position(first)).isEqualTo(new Position(0));
    assertThat(position(second)).isEqualTo(new Position(1));
    assertThat(log.goes).containsExactly(List.of(FIRST), List.of(SECOND));
  }

  @Test
  void forgetsWhatIsDropped() {
    CompletionStage<Position> first = appends.begin(log, WEB, FIRST);
    appends.drop();
    appends.drop();

    assertThat(position(appends.append(log, WEB, SECOND))).isEqualTo(new Position(0));
    assertThat(first.toCompletableFuture()).isCancelled();
    assertThat(log.goes).containsExactly(List.of(SECOND));
  }

  @Test
  void passesOnThatTheLogGaveItUp() {
    CompletionStage<Position> first = appends.begin(log, WEB, FIRST);
    log.close();
    appends.send();
    await().until(() -> first.toCompletableFuture().isCompletedExceptionally());
  }

  @Test
  void tellsTheOneWhoBeganWhatTheLogRefusesToWrite() {
    Fact belongsToNoCluster = new Fact.Beat(new ArbiterId("x"), 1);
    CompletionStage<Position> first = appends.begin(log, WEB, belongsToNoCluster);
    assertThatThrownBy(appends::send).isInstanceOf(IllegalArgumentException.class);
    assertThat(first.toCompletableFuture()).isCompletedExceptionally();
    assertThat(position(appends.append(log, WEB, SECOND))).isEqualTo(new Position(0));
  }

  private static Position position(CompletionStage<Position> appended) {
    return appended.toCompletableFuture().orTimeout(2, TimeUnit.MINUTES).join();
  }

  /** Keeps note of what came in one go. */
  private static final class Counting extends ForwardingLog {
    private final EventLog log;
    private final List<List<Fact>> goes = new CopyOnWriteArrayList<>();

    Counting() {
      this(new InMemoryEventLog(1));
    }

    private Counting(EventLog log) {
      super(log);
      this.log = log;
    }

    @Override
    public CompletionStage<Position> append(ClusterId cluster, Fact fact) {
      goes.add(List.of(fact));
      return super.append(cluster, fact);
    }

    @Override
    public List<CompletionStage<Position>> appendTogether(ClusterId cluster, List<Fact> facts) {
      goes.add(facts);
      return super.appendTogether(cluster, facts);
    }

    @Override
    public void close() {
      log.close();
    }
  }
}
