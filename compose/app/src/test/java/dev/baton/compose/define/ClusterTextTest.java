package dev.baton.compose.define;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ClusterTextTest {
  private static final List<String> NAMES =
      List.of("a", "null", "true", "on", "n", "1", "1e3", "0x1f", "a.b-c", "node-1", "2026-01-01");

  @Property(tries = 500)
  void whatIsPrintedIsTakenBackAsTheSameDefinition(@ForAll long seed) {
    ClusterDefinition definition = definition(new Random(seed));

    assertThat(
            ClusterFile.read("printed", ClusterText.of(definition))
                .withVersion(definition.version()))
        .isEqualTo(definition);
  }

  @Test
  void saysThatWhatAFileCannotSayIsCut() {
    ClusterDefinition whole = definition(new Random(1));
    Timings odd =
        new Timings(
            Duration.ofNanos(500_000_001),
            Duration.ofMillis(100),
            Duration.ofSeconds(3),
            1000,
            Duration.ofMillis(15));
    ClusterDefinition cut =
        new ClusterDefinition(
            whole.cluster(),
            1,
            whole.members(),
            whole.vips(),
            whole.bindings(),
            odd,
            whole.policy(),
            whole.hooks());

    assertThat(ClusterText.of(cut)).contains("not whole milliseconds", "lease: 500ms");
    assertThat(ClusterText.of(whole)).doesNotContain("not whole milliseconds");
  }

  private static ClusterDefinition definition(Random random) {
    List<Member> members = new ArrayList<>();
    int first = random.nextInt(NAMES.size());
    for (int index = 0; index <= random.nextInt(NAMES.size()); index++) {
      String name = NAMES.get((first + index) % NAMES.size());
      members.add(new Member(new NodeId(name), 1 + random.nextInt(1000)));
    }
    List<Vip> vips = new ArrayList<>(List.of(new Vip("10.0.0." + random.nextInt(256))));
    if (random.nextBoolean()) {
      vips.add(new Vip("fd00::" + Integer.toHexString(1 + random.nextInt(0xffff))));
    }
    List<Binding> bindings = new ArrayList<>(List.of(arp(random)));
    if (random.nextBoolean()) {
      bindings.add(route(members));
    }
    Duration lease = Duration.ofMillis(100 + random.nextInt(59_900));
    return new ClusterDefinition(
        new ClusterId(NAMES.get(random.nextInt(NAMES.size()))),
        1 + random.nextInt(1000),
        members,
        vips,
        bindings,
        new Timings(
            lease,
            Duration.ofMillis(10 + random.nextInt((int) lease.toMillis() / 3 - 9)),
            Duration.ofMillis(200 + random.nextInt(3_599_800)),
            100 + random.nextInt(99_900),
            Duration.ofMillis(5 + random.nextInt((int) lease.toMillis() / 4 - 4) % 9_995),
            holdover(random, lease)),
        new FailoverPolicy(
            maybe(random, Duration.ofMinutes(random.nextInt(10_080))),
            2 + random.nextInt(999),
            Duration.ofSeconds(1 + random.nextInt(604_800))),
        new HookPlan(
            maybe(random, Duration.ofMillis(100 + random.nextInt(3_599_900))),
            maybe(random, Duration.ofMillis(100 + random.nextInt(3_599_900)))));
  }

  private static Duration holdover(Random random, Duration lease) {
    return maybe(random, lease.plusMillis(1000 + random.nextInt(539_000)))
        .orElse(Timings.usualHoldover(lease));
  }

  private static Optional<Duration> maybe(Random random, Duration value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  private static Binding arp(Random random) {
    Map<String, String> settings =
        random.nextBoolean() ? Map.of() : Map.of("interface", "et\"h\\" + random.nextInt(10));
    return new Binding("arp", new TreeMap<>(settings));
  }

  private static Binding route(List<Member> members) {
    TreeMap<String, String> settings = new TreeMap<>();
    settings.put("region", "eu-central-1");
    settings.put("route-tables", "rtb-1, rtb-2");
    settings.put("create-routes", "true");
    members.forEach(member -> settings.put("eni." + member.node(), "eni-1"));
    return new Binding("aws-route", settings);
  }
}
