package dev.baton.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.core.Sample;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PolledProbeTest {

  private final Samples samples = new Samples();

  /** Looks that hang, deaf to interruption, until they are let go. */
  private static final class Hanging implements Check {
    final CountDownLatch letGo = new CountDownLatch(1);
    final AtomicInteger looks = new AtomicInteger();
    final AtomicInteger givenUp = new AtomicInteger();

    @Override
    public Sample look(Duration timeout) {
      looks.incrementAndGet();
      boolean free = false;
      while (!free) {
        try {
          free = letGo.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException deaf) {
          free = letGo.getCount() == 0;
        }
      }
      return Sample.passed("at last");
    }

    @Override
    public void giveUp() {
      givenUp.incrementAndGet();
    }
  }

  @Test
  void aHungLookFailsAgainAndAgainButIsNotRepeated() {
    Hanging check = new Hanging();
    try (PolledProbe probe = new PolledProbe(Given.timeout(50), check)) {
      probe.start(samples);
      samples.awaitFailed("no answer within 50 ms");
      samples.awaitFailed("hangs since");
      samples.awaitFailed("hangs since");
      assertThat(check.looks).hasValue(1);
      await().untilAtomic(check.givenUp, org.hamcrest.Matchers.is(1));
      check.letGo.countDown();
      assertThat(samples.awaitPassed().detail()).isEqualTo("at last");
      assertThat(check.looks.get()).isGreaterThan(1);
    }
  }

  @Test
  void aSlowLookOverlapsNeitherItselfNorTheNext() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Check slow =
        new Check() {
          @Override
          public Sample look(Duration timeout) throws InterruptedException {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            new CountDownLatch(1).await(70, java.util.concurrent.TimeUnit.MILLISECONDS);
            inside.decrementAndGet();
            return Sample.passed("slow");
          }

          @Override
          public void giveUp() {}
        };
    try (PolledProbe probe = new PolledProbe(Given.quick(), slow)) {
      probe.start(samples);
      samples.awaitPassed();
      samples.awaitPassed();
      samples.awaitPassed();
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void anErrorIsAFailedSampleAndNotTheEnd() {
    AtomicInteger looks = new AtomicInteger();
    Check broken =
        new Check() {
          @Override
          public Sample look(Duration timeout) {
            if (looks.incrementAndGet() == 1) {
              throw new IllegalStateException("broken");
            }
            return Sample.passed("mended");
          }

          @Override
          public void giveUp() {}
        };
    try (PolledProbe probe = new PolledProbe(Given.quick(), broken)) {
      probe.start(samples);
      assertThat(samples.awaitFailed().detail()).isEqualTo("IllegalStateException: broken");
      samples.awaitPassed();
    }
  }

  @Test
  void saysNothingMoreOnceItIsClosed() {
    PolledProbe probe = new PolledProbe(Given.timeout(50), new Hanging());
    probe.start(samples);
    samples.awaitFailed();
    probe.close();
    int before = samples.count();
    await().during(Duration.ofMillis(100)).until(() -> samples.count() == before);
  }
}
