package dev.baton.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.aws.Route53Settings.Answer;
import dev.baton.cloudstubs.Trouble;
import dev.baton.cloudstubs.aws.AwsCloud.RecordSet;
import dev.baton.spi.ActuatorException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Against the stand-in, which does all of a batch or nothing. */
class ZoneChangeTest {
  private static final Duration CALL = Duration.ofSeconds(5);
  private static final String OLD = "10.0.0.10";
  private static final String NEW = "10.0.1.10";

  private Account account;
  private Route53Client client;
  private ZoneChange change;

  @BeforeEach
  void open() throws Exception {
    account = Account.open();
    account.cloud().addZone(Route53World.ZONE, "example.test.");
    List.of("a", "b", "c").forEach(name -> set(name, OLD));
    client = new Access(Region.AWS_GLOBAL, Optional.of(account.standIn().uri())).route53();
    change = new ZoneChange(client, Route53World.ZONE);
  }

  @AfterEach
  void close() {
    client.close();
    account.close();
  }

  @Test
  void makesChangesOfSeveralNamesByOneCall() {
    List<Wish> wishes = List.of(wish("a"), wish("b"), wish("c"));

    Function<Wish, Optional<String>> fate = make(wishes);

    assertThat(wishes).allSatisfy(wish -> assertThat(fate.apply(wish)).isPresent());
    assertThat(List.of(said("a"), said("b"), said("c"))).containsOnly(NEW);
    assertThat(account.troubles().calls()).hasSize(1);
  }

  /** The others go again, without the one that was overtaken. */
  @Test
  void refusesWhoWasOvertakenAndNobodyElse() {
    set("b", "10.0.2.10");
    List<Wish> wishes = List.of(wish("a"), wish("b"), wish("c"));

    Function<Wish, Optional<String>> fate = make(wishes);

    assertThatThrownBy(() -> fate.apply(wishes.get(1)))
        .isInstanceOfSatisfying(
            ActuatorException.class,
            it -> assertThat(it.kind()).isEqualTo(ActuatorException.Kind.LOST_RACE));
    assertThat(fate.apply(wishes.get(0))).isEmpty();
    assertThat(fate.apply(wishes.get(2))).isEmpty();
    assertThat(List.of(said("a"), said("b"), said("c"))).containsExactly(OLD, "10.0.2.10", OLD);
  }

  /** Which of them is not allowed is not said; whoever asks tries each by itself then. */
  @Test
  void saysThatNothingWasDoneWhereNoneIsNamed() {
    account.troubles().always("route53:ChangeResourceRecordSets", Trouble.FORBIDDEN);

    assertThatThrownBy(() -> make(List.of(wish("a"), wish("b"))))
        .isInstanceOfSatisfying(
            ActuatorException.class,
            it -> assertThat(it.kind()).isEqualTo(ActuatorException.Kind.PERMANENT));
  }

  @Test
  void takesNoNameTwiceAndNotMoreRecordsThanABatchMayHave() {
    assertThat(change.fits(List.of(wish("a")), wish("b"))).isTrue();
    assertThat(change.fits(List.of(wish("a")), wish("a"))).isFalse();
    List<Wish> many = IntStream.range(0, 400).mapToObj(i -> wish("n" + i)).toList();
    assertThat(change.fits(many, wish("a"))).isFalse();
    assertThat(change.fits(many.subList(0, 399), wish("a"))).isTrue();
  }

  private Function<Wish, Optional<String>> make(List<Wish> wishes) {
    return change.make(wishes, new Pass(), CALL);
  }

  /** To say the new address, of a name that said the old one when it was read. */
  private static Wish wish(String name) {
    ResourceRecordSet read =
        ResourceRecordSet.builder()
            .name(full(name))
            .type(RRType.A)
            .ttl(10L)
            .resourceRecords(ResourceRecord.builder().value(OLD).build())
            .build();
    List<Answer> answers = List.of(new Answer(RRType.A, NEW));
    return new Wish(
        full(name),
        RecordSets.changes(full(name), 10, answers, List.of(read)),
        "baton " + name + " epoch 2 node b");
  }

  private void set(String name, String address) {
    account.cloud().put(Route53World.ZONE, new RecordSet(full(name), "A", 10, List.of(address)));
  }

  private String said(String name) {
    return account
        .cloud()
        .recordSet(Route53World.ZONE, full(name), "A")
        .map(set -> set.values().get(0))
        .orElse("");
  }

  private static String full(String name) {
    return name + ".example.test.";
  }
}
