package dev.baton.channel.core;

import static dev.baton.channel.core.Datagrams.A;
import static dev.baton.channel.core.Datagrams.B;
import static dev.baton.channel.core.Datagrams.WEB;
import static dev.baton.channel.core.Datagrams.party;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdmissionTest {
  private static final Body WORD = Datagrams.released(9);
  private final Admission admission = new Admission(WEB, B.node());

  @BeforeEach
  void isInItsSessionAndKnowsTheOther() {
    admission.own(Optional.of(B.session()), 7);
    admission.senders(senders(A));
  }

  private static SortedMap<NodeId, SessionId> senders(Party... parties) {
    SortedMap<NodeId, SessionId> senders = new TreeMap<>();
    Stream.of(parties).forEach(party -> senders.put(party.node(), party.session()));
    return senders;
  }

  static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of(new Datagram(new ClusterId("db"), 7, A, B, 1, WORD), Refusal.OTHER_CLUSTER),
        Arguments.of(new Datagram(WEB, 7, A, party("c", "s2"), 1, WORD), Refusal.OTHER_RECEIVER),
        Arguments.of(new Datagram(WEB, 7, A, party("b", "s0"), 1, WORD), Refusal.OTHER_SESSION),
        Arguments.of(new Datagram(WEB, 6, A, B, 1, WORD), Refusal.OTHER_GENERATION),
        Arguments.of(new Datagram(WEB, 8, A, B, 1, WORD), Refusal.OTHER_GENERATION),
        Arguments.of(new Datagram(WEB, 7, party("a", "s0"), B, 1, WORD), Refusal.OTHER_SENDER),
        Arguments.of(new Datagram(WEB, 7, party("c", "s1"), B, 1, WORD), Refusal.OTHER_SENDER),
        Arguments.of(new Datagram(WEB, 7, B, B, 1, WORD), Refusal.OTHER_SENDER));
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatIsNotForThisMemberNowIsRefusedAndLeavesNothing(Datagram datagram, Refusal reason) {
    assertThat(admission.admit(datagram)).contains(reason);

    assertThat(admission.admit(Datagrams.of(1, WORD))).isEmpty();
  }

  @Test
  void whoeverHasNoSessionHearsNothing() {
    admission.own(Optional.empty(), 7);

    assertThat(admission.admit(Datagrams.of(1, WORD))).contains(Refusal.OTHER_SESSION);
  }

  @Test
  void eachSessionIsHeardOnceForEachNumber() {
    assertThat(admission.admit(Datagrams.of(5, WORD))).isEmpty();
    assertThat(admission.admit(Datagrams.of(5, WORD))).contains(Refusal.REPLAYED);
    assertThat(admission.admit(Datagrams.of(4, WORD))).isEmpty();

    Party again = party("a", "s3");
    admission.senders(senders(again));
    assertThat(admission.admit(new Datagram(WEB, 7, again, B, 5, WORD))).isEmpty();
    assertThat(admission.admit(Datagrams.of(6, WORD))).contains(Refusal.OTHER_SENDER);
  }

  /** A member that is not read of for a moment must not open the door to recordings. */
  @Test
  void whatWasHeardStaysHeardWhenTheMemberIsGoneForAWhile() {
    assertThat(admission.admit(Datagrams.of(5, WORD))).isEmpty();
    admission.senders(senders());
    admission.own(Optional.of(B.session()), 8);
    admission.own(Optional.empty(), 7);
    admission.own(Optional.of(B.session()), 7);
    admission.senders(senders(A));

    assertThat(admission.admit(Datagrams.of(5, WORD))).contains(Refusal.REPLAYED);
  }

  @Test
  void aRecordingForAnEarlierSessionIsRefused() {
    assertThat(admission.admit(Datagrams.of(5, WORD))).isEmpty();
    admission.own(Optional.of(new SessionId("s9")), 7);

    assertThat(admission.admit(Datagrams.of(5, WORD))).contains(Refusal.OTHER_SESSION);
    assertThat(admission.admit(new Datagram(WEB, 7, A, party("b", "s9"), 5, WORD))).isEmpty();
  }

  @Test
  void remembersABoundedNumberOfSessionsTheOneHeardLastAmongThem() {
    for (int session = 0; session < 3 * Admission.MOST_SESSIONS; session++) {
      Party sender = party("a", "t" + session);
      admission.senders(senders(sender));
      Datagram datagram = new Datagram(WEB, 7, sender, B, 1, WORD);

      assertThat(admission.admit(datagram)).isEmpty();
      assertThat(admission.admit(datagram)).contains(Refusal.REPLAYED);
    }
    admission.senders(senders(party("a", "t600")));

    assertThat(admission.admit(new Datagram(WEB, 7, party("a", "t600"), B, 1, WORD)))
        .contains(Refusal.REPLAYED);
  }
}
