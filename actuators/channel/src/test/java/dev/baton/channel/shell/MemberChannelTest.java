package dev.baton.channel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channel.core.Body;
import dev.baton.channel.core.Keyring;
import dev.baton.channel.core.Kind;
import dev.baton.channel.core.Refusal;
import dev.baton.channel.key.TestKeys;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemberChannelTest {
  private static final ClusterId WEB = new ClusterId("web");
  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");
  private static final SessionId SA = new SessionId("sa");
  private static final SessionId SB = new SessionId("sb");
  private static final InetSocketAddress AT_A = new InetSocketAddress("10.20.0.1", 9480);
  private static final InetSocketAddress AT_B = new InetSocketAddress("10.20.0.2", 9480);
  private static final InetSocketAddress AT_B_TOO = new InetSocketAddress("10.30.0.2", 9480);
  private static final Outcome WORD = new Outcome.Word(WEB, A, SA, 7, new Epoch(9));

  private Keyring keysOfA = TestKeys.of("k1");
  private Optional<Keyring> keysOfB = Optional.of(TestKeys.of("k1"));
  private final Reception receptionOfA = new Reception(() -> Optional.of(keysOfA), () -> 0);
  private final Reception receptionOfB = new Reception(() -> keysOfB, () -> 0);
  private final MemberChannel a = new MemberChannel(WEB, A, receptionOfA);
  private final MemberChannel b = new MemberChannel(WEB, B, receptionOfB);
  private final Dispatch dispatchOfA = new Dispatch(receptionOfA);
  private final Dispatch dispatch = new Dispatch(receptionOfB);

  private static Map<NodeId, Peer> peers(SessionId ofA, SessionId ofB) {
    return Map.of(A, new Peer(ofA, List.of(AT_A)), B, new Peer(ofB, List.of(AT_B, AT_B_TOO)));
  }

  @BeforeEach
  void knowEachOther() {
    a.own(Optional.of(SA), 7);
    b.own(Optional.of(SB), 7);
    a.peers(peers(SA, SB));
    b.peers(peers(SA, SB));
    dispatchOfA.add(a);
    dispatch.add(b);
  }

  private List<Outgoing> word() {
    return a.release(7, new Epoch(9), SA);
  }

  private Outcome heardByB(Outgoing outgoing) {
    return dispatch.received(outgoing.bytes(), AT_A);
  }

  private Outcome heardByA(Outgoing outgoing) {
    return dispatchOfA.received(outgoing.bytes(), AT_B);
  }

  private void refusesWord(Refusal reason) {
    long before = receptionOfB.counts().refused(reason);

    assertThat(heardByB(word().get(0))).isEqualTo(new Outcome.Refused(reason));
    assertThat(receptionOfB.counts().refused(reason)).isEqualTo(before + 1);
    assertThat(receptionOfB.counts().heard(WEB, Kind.RELEASED)).isZero();
  }

  @Test
  void eachCopyOfAWordIsHeardOnceAtEachAddress() {
    List<Outgoing> all = new ArrayList<>();
    for (int copy = 0; copy < MemberChannel.COPIES; copy++) {
      all.addAll(word());
    }

    assertThat(all).extracting(Outgoing::to).containsOnly(AT_B, AT_B_TOO).hasSize(6);
    assertThat(all).extracting(this::heardByB).containsOnly(WORD);
    assertThat(all).extracting(this::heardByB).containsOnly(new Outcome.Refused(Refusal.REPLAYED));
    assertThat(receptionOfA.counts().sent(WEB, Kind.RELEASED)).isEqualTo(6);
    assertThat(receptionOfB.counts().heard(WEB, Kind.RELEASED)).isEqualTo(6);
    assertThat(receptionOfB.counts().refused(Refusal.REPLAYED)).isEqualTo(6);
  }

  @Test
  void aQuestionIsAnsweredToWhereItCameFrom() {
    Outgoing question = a.ping(-42).get(0);

    Outcome.Answer answer = (Outcome.Answer) heardByB(question);

    assertThat(answer.node()).isEqualTo(A);
    assertThat(answer.outgoing().to()).isEqualTo(AT_A);
    assertThat(answer.outgoing().bytes()).hasSameSizeAs(question.bytes());
    assertThat(dispatchOfA.received(answer.outgoing().bytes(), AT_B_TOO))
        .isEqualTo(new Outcome.Pong(WEB, B, -42, AT_B_TOO));
    assertThat(heardByB(question)).isEqualTo(new Outcome.Refused(Refusal.REPLAYED));
    assertThat(receptionOfB.counts().sent(WEB, Kind.PONG)).isEqualTo(1);
    assertThat(receptionOfA.counts().heard(WEB, Kind.PONG)).isEqualTo(1);
  }

  @Test
  void aQuestionToEachAddressMayHaveANumberOfItsOwn() {
    AtomicLong nonce = new AtomicLong(-2);

    List<MemberChannel.Addressed> questions = a.ping(nonce::getAndIncrement);

    assertThat(questions).extracting(MemberChannel.Addressed::to).containsExactly(B, B);
    assertThat(questions).extracting(each -> each.outgoing().to()).containsExactly(AT_B, AT_B_TOO);
    Outcome.Answer second = (Outcome.Answer) heardByB(questions.get(1).outgoing());
    assertThat(dispatchOfA.received(second.outgoing().bytes(), AT_B_TOO))
        .isEqualTo(new Outcome.Pong(WEB, B, -1, AT_B_TOO));
    assertThat(a.hasSession()).isTrue();
    a.own(Optional.empty(), 7);
    assertThat(a.hasSession()).isFalse();
    assertThat(a.ping(nonce::getAndIncrement)).isEmpty();
  }

  private List<Outgoing> question() {
    return a.ask(7, new Epoch(9), 4, -42);
  }

  @Test
  void aHolderAsksForAPromiseAtEachAddressAndIsAnsweredWhereTheLogSaysThatItHears() {
    Outcome asked = new Outcome.Asked(WEB, A, 7, new Epoch(9), 4, -42);

    List<Outgoing> questions = question();

    assertThat(questions).extracting(Outgoing::to).containsExactly(AT_B, AT_B_TOO);
    assertThat(questions).extracting(this::heardByB).containsOnly(asked);
    assertThat(questions)
        .extracting(this::heardByB)
        .containsOnly(new Outcome.Refused(Refusal.REPLAYED));
    List<Outgoing> answers = b.promise(A, 7, new Body.Promise(new Epoch(9), -42, true, false));
    assertThat(answers).extracting(Outgoing::to).containsExactly(AT_A);
    assertThat(answers.get(0).bytes()).hasSizeLessThan(questions.get(0).bytes().length);
    assertThat(heardByA(answers.get(0)))
        .isEqualTo(new Outcome.Promised(WEB, B, 7, new Epoch(9), -42, true, false));
    assertThat(heardByA(answers.get(0))).isEqualTo(new Outcome.Refused(Refusal.REPLAYED));
    assertThat(receptionOfA.counts().sent(WEB, Kind.ASK)).isEqualTo(2);
    assertThat(receptionOfB.counts().heard(WEB, Kind.ASK)).isEqualTo(2);
    assertThat(receptionOfB.counts().sent(WEB, Kind.PROMISE)).isEqualTo(1);
    assertThat(receptionOfA.counts().heard(WEB, Kind.PROMISE)).isEqualTo(1);
  }

  @Test
  void aPromiseGoesToWhoAskedAndToNobodyElse() {
    NodeId c = new NodeId("c");
    Body.Promise promise = new Body.Promise(new Epoch(9), 1, false, true);
    b.peers(
        Map.of(
            A,
            new Peer(SA, List.of(AT_A, AT_B_TOO)),
            c,
            new Peer(new SessionId("sc"), List.of(AT_B))));

    assertThat(b.promise(A, 7, promise)).extracting(Outgoing::to).containsExactly(AT_A, AT_B_TOO);
    assertThat(b.promise(new NodeId("d"), 7, promise)).isEmpty();
    assertThat(b.promise(B, 7, promise)).isEmpty();
    b.own(Optional.empty(), 7);
    assertThat(b.promise(A, 7, promise)).isEmpty();
  }

  /** So a recording moves nothing, and neither does what is said to somebody who is no more. */
  @Test
  void aQuestionOrPromiseOfAnotherGenerationOrSessionIsRefused() {
    Outgoing promise = b.promise(A, 7, new Body.Promise(new Epoch(9), 1, true, true)).get(0);
    a.own(Optional.of(SA), 8);
    assertThat(heardByA(promise)).isEqualTo(new Outcome.Refused(Refusal.OTHER_GENERATION));
    a.own(Optional.of(new SessionId("s2")), 7);
    assertThat(heardByA(promise)).isEqualTo(new Outcome.Refused(Refusal.OTHER_SESSION));
    a.own(Optional.of(SA), 7);
    a.peers(peers(SA, new SessionId("s3")));
    assertThat(heardByA(promise)).isEqualTo(new Outcome.Refused(Refusal.OTHER_SENDER));

    a.peers(peers(SA, SB));
    Outgoing question = question().get(0);
    b.own(Optional.of(SB), 6);
    assertThat(heardByB(question)).isEqualTo(new Outcome.Refused(Refusal.OTHER_GENERATION));
    b.own(Optional.of(SB), 7);
    a.peers(peers(SA, new SessionId("s9")));
    assertThat(heardByB(question().get(0))).isEqualTo(new Outcome.Refused(Refusal.OTHER_SESSION));
    a.peers(peers(SA, SB));
    a.own(Optional.of(new SessionId("s8")), 7);
    assertThat(heardByB(question().get(0))).isEqualTo(new Outcome.Refused(Refusal.OTHER_SENDER));
    assertThat(receptionOfA.counts().heard(WEB, Kind.PROMISE)).isZero();
    assertThat(receptionOfB.counts().heard(WEB, Kind.ASK)).isZero();
  }

  /** So a holder that alone is cut off hears that it is, in the sessions that it knows of. */
  @Test
  void aHolderThatHasReadLessOfTheLogIsRefusedInTheSessionsThatItKnows() {
    b.own(Optional.of(SB), 8);
    refusesInstead();
    b.own(Optional.of(new SessionId("s2")), 7);
    refusesInstead();
    b.peers(peers(new SessionId("s3"), SB));
    refusesInstead();
    b.peers(Map.of());
    refusesInstead();
  }

  private void refusesInstead() {
    Outgoing question = question().get(0);
    Outcome.Answer answer = (Outcome.Answer) heardByB(question);
    assertThat(answer.outgoing().to()).isEqualTo(AT_A);
    assertThat(answer.outgoing().bytes()).hasSizeLessThan(question.bytes().length);
    assertThat(heardByA(answer.outgoing()))
        .isEqualTo(new Outcome.Promised(WEB, B, 7, new Epoch(9), -42, false, true));
  }

  @Test
  void aWordOfAnotherGenerationOrSessionIsRefused() {
    b.own(Optional.of(SB), 8);
    refusesWord(Refusal.OTHER_GENERATION);
    b.own(Optional.of(new SessionId("s2")), 7);
    refusesWord(Refusal.OTHER_SESSION);
    b.own(Optional.empty(), 7);
    refusesWord(Refusal.OTHER_SESSION);
    b.own(Optional.of(SB), 7);
    b.peers(peers(new SessionId("s3"), SB));
    refusesWord(Refusal.OTHER_SENDER);
    b.peers(Map.of());
    refusesWord(Refusal.OTHER_SENDER);
  }

  @Test
  void whatIsForgedOrCutShortOrForeignChangesNothingAndIsCounted() {
    keysOfA = TestKeys.forgedAs("k1");
    refusesWord(Refusal.FORGED);
    keysOfA = TestKeys.of("k2");
    refusesWord(Refusal.KEY_UNKNOWN);
    keysOfA = TestKeys.of("k1");
    byte[] word = word().get(0).bytes();
    byte[] cut = Arrays.copyOf(word, word.length - 1);
    assertThat(dispatch.received(cut, AT_A)).isEqualTo(new Outcome.Refused(Refusal.FORGED));

    dispatch.remove(WEB);
    refusesWord(Refusal.OTHER_CLUSTER);
    dispatch.add(b);
    knowEachOther();

    assertThat(dispatch.received(word, AT_A)).isEqualTo(WORD);
  }

  @Test
  void keysRotateWithoutARestart() {
    keysOfB = Optional.of(TestKeys.of("k1", "k2"));
    assertThat(heardByB(word().get(0))).isEqualTo(WORD);
    keysOfA = TestKeys.of("k2", "k1");
    assertThat(heardByB(word().get(0))).isEqualTo(WORD);
    keysOfB = Optional.of(TestKeys.of("k2"));
    assertThat(heardByB(word().get(0))).isEqualTo(WORD);
  }

  @Test
  void withoutAKeyThereIsNoChannel() {
    keysOfB = Optional.empty();

    refusesWord(Refusal.NO_KEY);
    assertThat(b.ping(1)).isEmpty();
    assertThat(b.release(7, new Epoch(9), SB)).isEmpty();
    assertThat(b.ask(7, new Epoch(9), 4, 1)).isEmpty();
    assertThat(b.promise(A, 7, new Body.Promise(new Epoch(9), 1, true, true))).isEmpty();
  }

  @Test
  void withoutASessionOrPeersNothingIsSaid() {
    a.own(Optional.empty(), 7);
    assertThat(word()).isEmpty();
    a.own(Optional.of(SA), 7);
    a.peers(Map.of(A, new Peer(SA, List.of(AT_A))));
    assertThat(word()).isEmpty();
    assertThat(receptionOfA.counts().sent(WEB, Kind.RELEASED)).isZero();
  }

  @Test
  void aFloodOfStrangersIsCountedAndTakesNothingFromMembers() {
    Random random = new Random(1);
    byte[] noise = new byte[200];
    for (int each = 0; each < 1000; each++) {
      random.nextBytes(noise);
      dispatch.received(noise, new InetSocketAddress("192.0.2." + each % 250, 1));
    }

    assertThat(receptionOfB.counts().refused(Refusal.TOO_MANY)).isEqualTo(900);
    assertThat(receptionOfB.counts().refused(Refusal.NOT_BATON)).isEqualTo(100);
    assertThat(heardByB(word().get(0))).isEqualTo(WORD);
  }

  @Test
  void oneSocketServesSeveralClusters() {
    ClusterId db = new ClusterId("db");
    MemberChannel other = new MemberChannel(db, A, receptionOfA);
    other.own(Optional.of(SA), 3);
    other.peers(peers(SA, SB));
    MemberChannel here = new MemberChannel(db, B, receptionOfB);
    here.own(Optional.of(SB), 3);
    here.peers(peers(SA, SB));
    dispatch.add(here);

    assertThat(heardByB(other.release(3, new Epoch(2), SA).get(0)))
        .isEqualTo(new Outcome.Word(db, A, SA, 3, new Epoch(2)));
    assertThat(heardByB(word().get(0))).isEqualTo(WORD);
    assertThat(receptionOfB.counts().heard(db, Kind.RELEASED)).isEqualTo(1);
  }
}
