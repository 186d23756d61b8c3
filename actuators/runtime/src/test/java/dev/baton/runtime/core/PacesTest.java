package dev.baton.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.spi.CallLimit;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PacesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final CallLimit READS = new CallLimit("ec2:Describe.*", true, 20, 100, "");
  private static final CallLimit WRITES = new CallLimit("ec2:.*", true, 5, 50, "");
  private static final CallLimit SHARED = new CallLimit("route53:.*", false, 5, 5, "");

  private final Paces paces = new Paces(List.of(READS, WRITES, SHARED), 1);

  /** Forty clusters that move at once: read, write, read back. Nobody waits. */
  @Test
  void letsFortyMovesThroughAtOnceWhereThePlatformDoes() {
    for (int cluster = 0; cluster < 40; cluster++) {
      assertThat(paces.ask("ec2:DescribeRouteTables", true, 0)).isZero();
      assertThat(paces.ask("ec2:ReplaceRoute", true, 0)).isZero();
      assertThat(paces.ask("ec2:DescribeRouteTables", true, 0)).isZero();
    }
  }

  @Test
  void countsApartWhatThePlatformCountsApart() {
    drain("ec2:ReplaceRoute", 50);

    assertThat(paces.ask("ec2:CreateRoute", true, 0)).isZero();
    drain("route53:ChangeResourceRecordSets", 5);
    assertThat(paces.ask("route53:GetChange", true, 0)).isEqualTo(SECOND / 5);
  }

  @Test
  void backsOffWhereThePlatformSaysSoAndNowhereElse() {
    paces.throttled("ec2:ReplaceRoute", 0);

    assertThat(paces.ask("ec2:ReplaceRoute", true, 0)).isEqualTo(SECOND / 5);
    assertThat(paces.ask("ec2:DescribeRouteTables", true, 0)).isZero();
  }

  /** A thousand bindings at rest want 33 looks a second; they get 5, and moves wait for none. */
  @Test
  void looksUseAQuarterAndMovesNeverWaitForThem() {
    int looks = 0;
    for (long now = 0; now < 100 * SECOND; now += SECOND / 100) {
      looks += paces.ask("ec2:DescribeRouteTables", false, now) == 0 ? 1 : 0;
    }

    assertThat(looks).isBetween(25 + 490, 25 + 500);
    for (int cluster = 0; cluster < 40; cluster++) {
      assertThat(paces.ask("ec2:DescribeRouteTables", true, 100 * SECOND)).isZero();
    }
  }

  @Property
  void neverPassesALimitWhateverIsAsked(@ForAll long seed) {
    Random random = new Random(seed);
    Paces some = new Paces(List.of(READS), 0.5);
    long now = 0;
    int made = 0;
    for (int call = 0; call < 500; call++) {
      now += random.nextInt(20) * SECOND / 100;
      made += some.ask("ec2:DescribeRouteTables", random.nextBoolean(), now) == 0 ? 1 : 0;
      assertThat((double) made).isLessThanOrEqualTo(50 + 10.0 * now / SECOND + 1e-6);
    }
  }

  @Test
  void refusesAShareThatIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Paces(List.of(), 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Paces(List.of(), 1.01));
    assertThatIllegalArgumentException().isThrownBy(() -> new CallLimit(".*", false, 0, 1, ""));
  }

  private void drain(String action, int calls) {
    for (int call = 0; call < calls; call++) {
      assertThat(paces.ask(action, true, 0)).isZero();
    }
    assertThat(paces.ask(action, true, 0)).isPositive();
  }
}
