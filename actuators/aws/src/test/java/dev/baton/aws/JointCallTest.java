package dev.baton.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.spi.ActuatorException;
import dev.baton.spi.Attempt;
import dev.baton.testkit.PatientAttempt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JointCallTest {
  private static final Duration FOR_EVER = Duration.ofDays(1);
  private static final Duration SOON = Duration.ofSeconds(10);

  private final ExecutorService askers = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    askers.shutdownNow();
  }

  @Test
  void whoIsAloneWaitsForNobody() throws Exception {
    Platform platform = new Platform(false);

    Future<String> asked = ask(platform.asked(FOR_EVER), "a", new Asker());
    platform.next().end();

    assertThat(result(asked)).isEqualTo("a in call 1");
  }

  @Test
  void thoseWhoAskWhileACallIsUnderWayShareTheNext() throws Exception {
    Platform platform = new Platform(false);
    JointCall<String, String> asked = platform.asked(FOR_EVER);
    Call first = begin(platform, asked, "a");
    List<Future<String>> others =
        IntStream.range(0, 40).mapToObj(i -> seated(asked, "b" + i)).toList();

    first.end();
    Call second = platform.next();
    assertThat(second.questions).hasSize(40);
    second.end();

    for (int i = 0; i < 40; i++) {
      assertThat(result(others.get(i))).isEqualTo("b" + i + " in call 2");
    }
  }

  /** What the call saw may be older than what he asks about. */
  @Test
  void nobodyIsAnsweredByACallThatBeganBeforeHeAsked() throws Exception {
    Platform platform = new Platform(false);
    JointCall<String, String> asked = platform.asked(FOR_EVER);
    Call first = begin(platform, asked, "a");
    Future<String> same = seated(asked, "a");

    first.end();
    platform.next().end();

    assertThat(result(same)).isEqualTo("a in call 2");
  }

  @Test
  void aCallThatHangsKeepsNobodyWaiting() throws Exception {
    Platform platform = new Platform(false);
    JointCall<String, String> asked = platform.asked(Duration.ofMillis(1));
    Call hanging = begin(platform, asked, "a");

    Future<String> other = ask(asked, "b", new Asker());
    platform.next().end();

    assertThat(result(other)).isEqualTo("b in call 2");
    hanging.end();
  }

  @Test
  void aLookThatWaitsForItsShareOfTheRateKeepsNoMoveWaiting() throws Exception {
    Platform platform = new Platform(false);
    JointCall<String, String> asked = platform.asked(FOR_EVER);
    CountDownLatch room = new CountDownLatch(1);
    Asker look = new Asker().looks().waitsFor(room);
    Future<String> looked = ask(asked, "look", look);
    look.awaitAsked();

    Future<String> moved = ask(asked, "move", new Asker());
    platform.next().end();
    assertThat(result(moved)).isEqualTo("move in call 1");

    room.countDown();
    platform.next().end();
    assertThat(result(looked)).isEqualTo("look in call 2");
  }

  /** Nobody waits for a look: each waits a while for company. */
  @Test
  void looksGather() throws Exception {
    Platform platform = new Platform(false);
    JointCall<String, String> asked = platform.asked(FOR_EVER);
    List<Future<String>> looks =
        IntStream.range(0, 40).mapToObj(i -> ask(asked, "look" + i, new Asker().looks())).toList();

    int answered = 0;
    int calls = 0;
    while (answered < looks.size()) {
      Call call = platform.next();
      answered += call.questions.size();
      calls++;
      call.end();
    }

    assertThat(calls).isLessThan(10);
    for (Future<String> look : looks) {
      assertThat(result(look)).startsWith("look");
    }
  }

  @Test
  void whoIsOvertakenWhileHeWaitsForLeaveLeavesTheCallToTheOthers() throws Exception {
    Platform platform = new Platform(true);
    JointCall<String, String> asked = platform.asked(FOR_EVER);
    CountDownLatch room = new CountDownLatch(1);
    Asker leader = new Asker().waitsFor(room);
    Future<String> overtaken = ask(asked, "old", leader);
    leader.awaitAsked();
    Future<String> other = seated(asked, "other");

    leader.overtaken.set(true);
    room.countDown();
    Call call = platform.next();
    assertThat(call.questions).containsExactly("other");
    call.end();

    assertThat(result(other)).isEqualTo("other in call 1");
    assertRefused(overtaken, ActuatorException.Kind.SUPERSEDED);
  }

  @Test
  void nothingIsWrittenForWhoIsOvertakenBeforeTheCall() throws Exception {
    Platform platform = new Platform(true);
    JointCall<String, String> asked = platform.asked(FOR_EVER);
    Call first = begin(platform, asked, "a");
    Asker late = new Asker();
    Future<String> overtaken = ask(asked, "old", late);
    late.awaitSeated();
    Future<String> current = seated(asked, "new");

    late.overtaken.set(true);
    first.end();
    Call second = platform.next();
    assertThat(second.questions).containsExactly("new");
    second.end();

    assertThat(result(current)).isEqualTo("new in call 2");
    assertRefused(overtaken, ActuatorException.Kind.SUPERSEDED);
  }

  @Test
  void whatSeveralAreRefusedForGoodEachAsksForAgainByHimself() throws Exception {
    Platform platform = new Platform(true);
    JointCall<String, String> asked = platform.asked(FOR_EVER);
    Call first = begin(platform, asked, "a");
    Future<String> bad = seated(asked, "bad");
    Future<String> good = seated(asked, "good");
    first.end();

    platform.next().refuse(ActuatorException.Kind.PERMANENT);
    for (int call = 0; call < 2; call++) {
      Call alone = platform.next();
      if (alone.questions.equals(List.of("bad"))) {
        alone.refuse(ActuatorException.Kind.PERMANENT);
      } else {
        assertThat(alone.questions).containsExactly("good");
        alone.end();
      }
    }

    assertThat(result(good)).startsWith("good in call ");
    assertRefused(bad, ActuatorException.Kind.PERMANENT);
  }

  @Test
  void whatMayPassIsToldToAll() throws Exception {
    Platform platform = new Platform(true);
    JointCall<String, String> asked = platform.asked(FOR_EVER);
    Call first = begin(platform, asked, "a");
    Future<String> one = seated(asked, "b");
    Future<String> other = seated(asked, "c");
    first.end();

    platform.next().refuse(ActuatorException.Kind.THROTTLED);

    assertRefused(one, ActuatorException.Kind.THROTTLED);
    assertRefused(other, ActuatorException.Kind.THROTTLED);
  }

  @Test
  void whatDoesNotFitGoesBeside() throws Exception {
    Platform platform = new Platform(false);
    JointCall<String, String> asked = platform.asked(FOR_EVER);
    Call first = begin(platform, asked, "a");
    List<Future<String>> others =
        IntStream.range(0, Platform.MOST + 1).mapToObj(i -> seated(asked, "b" + i)).toList();
    first.end();

    Call second = platform.next();
    second.end();
    Call third = platform.next();
    third.end();

    assertThat(second.questions.size() + third.questions.size()).isEqualTo(Platform.MOST + 1);
    for (Future<String> other : others) {
      assertThat(result(other)).isNotEmpty();
    }
  }

  private Call begin(Platform platform, JointCall<String, String> asked, String question)
      throws InterruptedException {
    Future<String> unused = ask(asked, question, new Asker());
    return platform.next();
  }

  private Future<String> ask(JointCall<String, String> asked, String question, Asker asker) {
    return askers.submit(() -> asked.ask(question, asker));
  }

  /** Asks, and returns when he waits for what another does. */
  private Future<String> seated(JointCall<String, String> asked, String question) {
    Asker asker = new Asker();
    Future<String> answer = ask(asked, question, asker);
    asker.awaitSeated();
    return answer;
  }

  private static String result(Future<String> asked) throws Exception {
    return asked.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  private static void assertRefused(Future<String> asked, ActuatorException.Kind kind) {
    assertThatThrownBy(() -> result(asked))
        .cause()
        .isInstanceOfSatisfying(
            ActuatorException.class, it -> assertThat(it.kind()).isEqualTo(kind));
  }

  /** Somebody who asks. */
  private static final class Asker implements PatientAttempt {
    private final AtomicBoolean overtaken = new AtomicBoolean();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch seated = new CountDownLatch(1);
    private boolean awaited = true;
    private CountDownLatch room = new CountDownLatch(0);

    Asker looks() {
      awaited = false;
      return this;
    }

    /** The rate has no room for him until then. */
    Asker waitsFor(CountDownLatch untilThen) {
      room = untilThen;
      return this;
    }

    void awaitAsked() {
      await(asked);
    }

    void awaitSeated() {
      await(seated);
    }

    private static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void read(String action) {
      asked.countDown();
      await(room);
      join(action);
    }

    @Override
    public void write(String action) {
      read(action);
    }

    @Override
    public void join(String action) {
      if (overtaken.get()) {
        throw new ActuatorException(
            ActuatorException.Kind.SUPERSEDED, action, "", "a higher epoch was read");
      }
    }

    @Override
    public boolean isAwaited() {
      return awaited;
    }

    @Override
    public Duration timeLeft() {
      seated.countDown();
      return SOON;
    }

    @Override
    public void did(String subject, String what) {}
  }

  /** A call under way, which ends as the test says. */
  private static final class Call {
    private final List<String> questions;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Optional<ActuatorException.Kind> refused = Optional.empty();

    Call(List<String> questions) {
      this.questions = questions;
    }

    void end() {
      ended.countDown();
    }

    void refuse(ActuatorException.Kind kind) {
      refused = Optional.of(kind);
      ended.countDown();
    }
  }

  /** Answers each with the number of the call. */
  private static final class Platform implements JointCall.Work<String, String> {
    static final int MOST = 60;

    private final boolean write;
    private final LinkedBlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final AtomicInteger made = new AtomicInteger();

    Platform(boolean write) {
      this.write = write;
    }

    JointCall<String, String> asked(Duration patience) {
      return new JointCall<>(patience, this);
    }

    Call next() throws InterruptedException {
      Call call = calls.poll(SOON.toSeconds(), TimeUnit.SECONDS);
      assertThat(call).as("a call is made").isNotNull();
      return call;
    }

    @Override
    public String action() {
      return "test:Call";
    }

    @Override
    public boolean isWrite() {
      return write;
    }

    @Override
    public boolean fits(List<String> together, String another) {
      return together.size() < MOST;
    }

    @Override
    public Function<String, String> make(List<String> together, Attempt attempt, Duration left) {
      int number = made.incrementAndGet();
      Call call = new Call(together);
      calls.add(call);
      Asker.await(call.ended);
      call.refused.ifPresent(
          kind -> {
            throw new ActuatorException(kind, action(), "", "as the test says");
          });
      return question -> question + " in call " + number;
    }
  }
}
