package dev.baton.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cloudstubs.aws.AwsCloud.RecordSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Against the stand-in, whose pages have 300 record sets at most as Route 53's do. */
class ZoneReadingTest {
  private static final Duration CALL = Duration.ofSeconds(5);

  @Test
  void readsFortyNamesOfASmallZoneByOneCall() throws Exception {
    try (Account account = Account.open();
        Route53Client client = client(account)) {
      List<String> names = names(40);
      fill(account, names);

      Function<String, List<ResourceRecordSet>> read = read(client, names, new Pass());

      assertThat(names).allSatisfy(name -> assertThat(read.apply(name)).hasSize(2));
      assertThat(account.troubles().calls()).hasSize(1);
    }
  }

  /** Names far from each other: no page is read that none of them is on. */
  @Test
  void leavesOutWhatLiesBetween() throws Exception {
    try (Account account = Account.open();
        Route53Client client = client(account)) {
      List<String> all = names(2_000);
      fill(account, all);
      List<String> some = List.of(all.get(3), all.get(900), all.get(1_999));

      Function<String, List<ResourceRecordSet>> read = read(client, some, new Pass());

      assertThat(some).allSatisfy(name -> assertThat(read.apply(name)).hasSize(2));
      assertThat(account.troubles().calls()).hasSize(3);
    }
  }

  @Test
  void findsNothingOfANameThatIsNotThereWhateverItsSpelling() throws Exception {
    try (Account account = Account.open();
        Route53Client client = client(account)) {
      fill(account, names(10));
      List<String> asked = List.of("N0003.Example.Test.", "none.example.test.");

      Function<String, List<ResourceRecordSet>> read = read(client, asked, new Pass());

      assertThat(read.apply("N0003.Example.Test.")).hasSize(2);
      assertThat(read.apply("none.example.test.")).isEmpty();
    }
  }

  /** Whatever is asked together is answered as if each were asked by itself. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void answersAsIfEachWereAskedByItself(long seed) throws Exception {
    Random random = new Random(seed);
    try (Account account = Account.open();
        Route53Client client = client(account)) {
      List<String> all = names(1 + random.nextInt(900));
      fill(account, all);
      List<String> asked = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(60); i++) {
        asked.add(
            random.nextInt(5) == 0
                ? "m" + random.nextInt(1_000) + ".example.test."
                : all.get(random.nextInt(all.size())));
      }
      List<String> distinct = asked.stream().distinct().toList();

      Function<String, List<ResourceRecordSet>> together = read(client, distinct, new Pass());
      int calls = account.troubles().calls().size();

      assertThat(calls).isLessThanOrEqualTo(distinct.size());
      assertThat(distinct)
          .allSatisfy(
              name ->
                  assertThat(together.apply(name))
                      .isEqualTo(read(client, List.of(name), new Pass()).apply(name)));
    }
  }

  private static Function<String, List<ResourceRecordSet>> read(
      Route53Client client, List<String> names, Pass pass) {
    return new ZoneReading(client, Route53World.ZONE).make(names, pass, CALL);
  }

  private static Route53Client client(Account account) {
    return new Access(Region.AWS_GLOBAL, Optional.of(account.standIn().uri())).route53();
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> String.format("n%04d.example.test.", i))
        .toList();
  }

  private static void fill(Account account, List<String> names) {
    account.cloud().addZone(Route53World.ZONE, "example.test.");
    account
        .cloud()
        .put(
            Route53World.ZONE,
            names.stream()
                .flatMap(
                    name ->
                        List.of(
                            new RecordSet(name, "A", 10, List.of("192.0.2.1")),
                            new RecordSet(name, "AAAA", 10, List.of("2001:db8::1")))
                            .stream())
                .toList());
  }
}
