package dev.baton.channel.core;

import static dev.baton.channel.core.Datagrams.A;
import static dev.baton.channel.core.Datagrams.B;
import static dev.baton.channel.core.Datagrams.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.channel.key.TestKeys;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.Ranges;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DatagramFormatTest {
  private static final Keyring KEYS = TestKeys.of("k1", "k2");

  /** Behind the names of {@link Datagrams#of}. */
  private static final int BODY_AT = 38 + 4 + 2 + 2 + 3 + 3;

  private static final Datagram PING = Datagrams.of(3, new Body.Ping(5));

  @Provide
  Arbitrary<Datagram> datagrams() {
    return Datagrams.any();
  }

  @Provide
  Arbitrary<Body> promises() {
    return Datagrams.promises();
  }

  @Property
  void whatIsSealedComesOutAsItWentIn(@ForAll("datagrams") Datagram datagram) {
    byte[] bytes = DatagramFormat.seal(datagram, KEYS);

    assertThat(bytes.length).isBetween(DatagramFormat.LEAST_BYTES, DatagramFormat.MOST_BYTES);
    assertThat(Datagrams.result(DatagramFormat.open(bytes, KEYS))).isEqualTo(datagram);
  }

  @Property
  void anAnswerIsExactlyAsLongAsItsQuestion(@ForAll("datagrams") Datagram any, @ForAll long nonce) {
    Datagram ping =
        new Datagram(any.cluster(), 0, any.sender(), any.receiver(), 1, new Body.Ping(nonce));
    Party own = any.receiver();
    Datagram pong =
        new Datagram(any.cluster(), any.generation(), own, any.sender(), 9, new Body.Pong(nonce));

    assertThat(DatagramFormat.seal(pong, TestKeys.of("a-longer-key-id1")))
        .hasSameSizeAs(DatagramFormat.seal(ping, KEYS));
  }

  @Property
  void aPromiseIsShorterThanItsQuestion(
      @ForAll("datagrams") Datagram any, @ForAll("promises") Body promise) {
    Body ask = new Body.Ask(new Epoch(1), 0, 0);
    Datagram question = new Datagram(any.cluster(), 0, any.sender(), any.receiver(), 1, ask);
    Party own = any.receiver();
    Datagram answer = new Datagram(any.cluster(), any.generation(), own, any.sender(), 9, promise);

    assertThat(DatagramFormat.seal(answer, TestKeys.of("a-longer-key-id1")))
        .hasSizeLessThan(DatagramFormat.seal(question, KEYS).length);
  }

  @Test
  void theLongestAndTheShortestFit() {
    String longest = "x".repeat(63);
    Party party = Datagrams.party(longest, longest);
    Epoch epoch = new Epoch(Ranges.MOST_NUMBER);
    List<Body> bodies =
        List.of(
            new Body.Released(epoch, party.session()),
            new Body.Ask(epoch, Ranges.MOST_NUMBER, Long.MAX_VALUE),
            new Body.Promise(epoch, Long.MAX_VALUE, true, true));
    Stream<Datagram> large =
        bodies.stream()
            .map(
                body ->
                    new Datagram(
                        new ClusterId(longest),
                        Ranges.MOST_NUMBER,
                        party,
                        party,
                        Ranges.MOST_NUMBER,
                        body));
    Party short1 = Datagrams.party("a", "b");
    Datagram small = new Datagram(new ClusterId("c"), 0, short1, short1, 1, new Body.Ping(0));

    assertThat(large.map(each -> DatagramFormat.seal(each, KEYS).length))
        .containsExactly(462, 414, 407);
    assertThat(DatagramFormat.seal(small, KEYS)).hasSize(DatagramFormat.LEAST_BYTES);
  }

  /** The layout of version 1: whoever changes it makes another version. */
  @Test
  void theBytesStandWhereTheTableSays() {
    byte[] bytes = DatagramFormat.seal(Datagrams.of(3, Datagrams.released(9)), KEYS);

    ByteBuffer in = ByteBuffer.wrap(bytes);
    assertThat(text(in, 4)).isEqualTo("BATN");
    assertThat(in.get()).isEqualTo((byte) 1);
    assertThat(in.get()).isEqualTo((byte) 1);
    assertThat(text(in, 16)).isEqualTo("k1" + "\0".repeat(14));
    assertThat(in.getLong()).isEqualTo(3);
    assertThat(in.getLong()).isEqualTo(7);
    List<String> names = Stream.generate(() -> text(in, in.get())).limit(5).toList();
    assertThat(names).containsExactly("web", "a", "b", "s1", "s2");
    assertThat(in.getLong()).isEqualTo(9);
    assertThat(text(in, in.get())).isEqualTo("s1");
    assertThat(in.remaining()).isEqualTo(Keyring.SEAL_BYTES);
  }

  @Test
  void theBytesOfAQuestionAndItsAnswerStandWhereTheTableSays() {
    Body ask = new Body.Ask(new Epoch(9), 4, -5);
    Body promise = new Body.Promise(new Epoch(9), -5, false, true);

    ByteBuffer asked = ByteBuffer.wrap(body(4, ask));
    assertThat(asked.getLong()).isEqualTo(9);
    assertThat(asked.getLong()).isEqualTo(4);
    assertThat(asked.getLong()).isEqualTo(-5);
    assertThat(asked.hasRemaining()).isFalse();
    ByteBuffer promised = ByteBuffer.wrap(body(5, promise));
    assertThat(promised.getLong()).isEqualTo(9);
    assertThat(promised.getLong()).isEqualTo(-5);
    assertThat(promised.get()).isEqualTo((byte) 2);
    assertThat(promised.hasRemaining()).isFalse();
  }

  /** What stands between the names and the seal. */
  private static byte[] body(int kind, Body body) {
    byte[] bytes = DatagramFormat.seal(Datagrams.of(3, body), KEYS);
    assertThat(bytes[5]).isEqualTo((byte) kind);
    return Arrays.copyOfRange(bytes, BODY_AT, bytes.length - Keyring.SEAL_BYTES);
  }

  private static String text(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  static Stream<Arguments> changesOfWhoHasNoKey() {
    return Stream.of(
        Arguments.of("nothing", change(bytes -> new byte[0]), Refusal.TOO_SHORT),
        Arguments.of("a byte too short", change(bytes -> cut(bytes, 87)), Refusal.TOO_SHORT),
        Arguments.of("a byte too long", change(bytes -> cut(bytes, 513)), Refusal.TOO_LONG),
        Arguments.of("64 KiB", change(bytes -> cut(bytes, 65_507)), Refusal.TOO_LONG),
        Arguments.of("other magic", change(bytes -> set(bytes, 0, 'b')), Refusal.NOT_BATON),
        Arguments.of("other version", change(bytes -> set(bytes, 4, 2)), Refusal.VERSION),
        Arguments.of("other key", change(bytes -> set(bytes, 7, '9')), Refusal.KEY_UNKNOWN),
        Arguments.of("no key id", change(bytes -> set(bytes, 6, 0)), Refusal.KEY_UNKNOWN),
        Arguments.of("key id of noise", change(bytes -> set(bytes, 20, 0xff)), Refusal.KEY_UNKNOWN),
        Arguments.of("another's key id", change(bytes -> set(bytes, 7, '2')), Refusal.FORGED),
        Arguments.of("other kind", change(bytes -> set(bytes, 5, 1)), Refusal.FORGED),
        Arguments.of("other sequence", change(bytes -> set(bytes, 29, 4)), Refusal.FORGED),
        Arguments.of(
            "one byte less", change(bytes -> cut(bytes, bytes.length - 1)), Refusal.FORGED),
        Arguments.of(
            "one byte more", change(bytes -> cut(bytes, bytes.length + 1)), Refusal.FORGED),
        Arguments.of(
            "no seal",
            change(
                bytes -> {
                  Arrays.fill(bytes, bytes.length - 32, bytes.length, (byte) 0);
                  return bytes;
                }),
            Refusal.FORGED));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("changesOfWhoHasNoKey")
  void whoHasNoKeyIsRefused(String what, UnaryOperator<byte[]> change, Refusal reason) {
    byte[] changed = change.apply(DatagramFormat.seal(PING, KEYS));

    assertThat(Datagrams.result(DatagramFormat.open(changed, KEYS))).isEqualTo(reason);
  }

  static Stream<Arguments> changesOfWhoHasTheKey() {
    return Stream.of(
        Arguments.of("kind 0", change(bytes -> set(bytes, 5, 0))),
        Arguments.of("kind 6", change(bytes -> set(bytes, 5, 6))),
        Arguments.of("kind 255", change(bytes -> set(bytes, 5, 255))),
        Arguments.of("a ping's body for a word", change(bytes -> set(bytes, 5, 1))),
        Arguments.of("a ping's body for a question", change(bytes -> set(bytes, 5, 4))),
        Arguments.of("a ping's body for a promise", change(bytes -> set(bytes, 5, 5))),
        Arguments.of("sequence 0", change(bytes -> set(bytes, 29, 0))),
        Arguments.of("negative sequence", change(bytes -> set(bytes, 22, 0x80))),
        Arguments.of("negative generation", change(bytes -> set(bytes, 30, 0x80))),
        Arguments.of("a name of length 0", change(bytes -> set(bytes, 38, 0))),
        Arguments.of("a name that goes on too far", change(bytes -> set(bytes, 38, 255))),
        Arguments.of("a name's letter", change(bytes -> set(bytes, 39, 'W'))),
        Arguments.of("a name of noise", change(bytes -> set(bytes, 39, 0xfc))),
        Arguments.of("something left over", change(bytes -> cut(bytes, bytes.length + 5))),
        Arguments.of("something missing", change(bytes -> cut(bytes, bytes.length - 1))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changesOfWhoHasTheKey")
  void whoHasTheKeyAndNotTheFormIsRefused(String what, UnaryOperator<byte[]> change) {
    assertThat(resealed(change.apply(DatagramFormat.seal(PING, KEYS))))
        .isEqualTo(Refusal.MALFORMED);
  }

  private static Object resealed(byte[] changed) {
    KEYS.seal(KEYS.signer(), changed, changed.length - Keyring.SEAL_BYTES);
    return Datagrams.result(DatagramFormat.open(changed, KEYS));
  }

  @Test
  void aBodyThatIsTooShortOrTooLongIsRefused() {
    for (Body body : Datagrams.ofEachKind()) {
      byte[] whole = DatagramFormat.seal(Datagrams.of(3, body), KEYS);
      for (int length = BODY_AT + Keyring.SEAL_BYTES; length < whole.length + 20; length++) {
        Object result = resealed(cut(whole, length));

        assertThat(result)
            .as("%s of %d bytes, cut to %d", body, whole.length, length)
            .isEqualTo(expected(length, whole.length, body));
      }
    }
  }

  private static Object expected(int length, int whole, Body body) {
    if (length < DatagramFormat.LEAST_BYTES) {
      return Refusal.TOO_SHORT;
    }
    return length == whole ? Datagrams.of(3, body) : Refusal.MALFORMED;
  }

  @Test
  void aPromiseHasNoOtherFlagsThanTheTwo() {
    byte[] promise =
        DatagramFormat.seal(Datagrams.of(3, new Body.Promise(new Epoch(9), 1, true, true)), KEYS);
    int flags = promise.length - Keyring.SEAL_BYTES - 1;

    for (int value = 0; value < 256; value++) {
      Body read = new Body.Promise(new Epoch(9), 1, (value & 1) != 0, (value & 2) != 0);

      assertThat(resealed(set(promise, flags, value)))
          .isEqualTo(value < 4 ? Datagrams.of(3, read) : Refusal.MALFORMED);
    }
  }

  @Test
  void nobodyAsksForOrPromisesWhatCannotBe() {
    byte[] ask = DatagramFormat.seal(Datagrams.of(3, new Body.Ask(new Epoch(9), 4, 1)), KEYS);
    byte[] promise =
        DatagramFormat.seal(Datagrams.of(3, new Body.Promise(new Epoch(9), 1, true, true)), KEYS);

    assertThat(resealed(set(ask.clone(), BODY_AT + 7, 0))).isEqualTo(Refusal.MALFORMED);
    assertThat(resealed(set(ask.clone(), BODY_AT, 0x80))).isEqualTo(Refusal.MALFORMED);
    assertThat(resealed(set(ask.clone(), BODY_AT + 8, 0x80))).isEqualTo(Refusal.MALFORMED);
    assertThat(resealed(set(promise.clone(), BODY_AT + 7, 0))).isEqualTo(Refusal.MALFORMED);
    assertThat(resealed(set(promise.clone(), BODY_AT, 0x80))).isEqualTo(Refusal.MALFORMED);
  }

  @Test
  void everyKeyIsBelievedAndTheFirstOneSeals() {
    byte[] bySecond = DatagramFormat.seal(PING, TestKeys.of("k2", "k1"));
    byte[] byThird = DatagramFormat.seal(PING, TestKeys.of("k3"));
    byte[] forged = DatagramFormat.seal(PING, TestKeys.forgedAs("k1"));

    assertThat(Datagrams.result(DatagramFormat.open(bySecond, KEYS))).isEqualTo(PING);
    assertThat(Datagrams.result(DatagramFormat.open(byThird, KEYS))).isEqualTo(Refusal.KEY_UNKNOWN);
    assertThat(Datagrams.result(DatagramFormat.open(forged, KEYS))).isEqualTo(Refusal.FORGED);
  }

  @Test
  void whatNobodyCouldMeanIsNotMade() {
    assertThatThrownBy(() -> Datagrams.of(0, new Body.Ping(1)))
        .hasMessage("sequence: 0 is not within 1 to 9007199254740991");
    assertThatThrownBy(() -> new Datagram(WEB, -1, A, B, 1, new Body.Ping(1)))
        .hasMessageStartingWith("generation: -1");
    assertThatThrownBy(() -> Datagrams.released(0)).hasMessageContaining("nobody can let go of 0");
    assertThatThrownBy(() -> new Body.Ask(Epoch.NONE, 4, 1))
        .hasMessageContaining("nobody can hold 0");
    assertThatThrownBy(() -> new Body.Ask(new Epoch(1), -1, 1))
        .hasMessageStartingWith("definitionVersion: -1");
    assertThatThrownBy(() -> new Body.Promise(Epoch.NONE, 1, true, true))
        .hasMessageContaining("nobody can hold 0");
    assertThatThrownBy(() -> new KeyId("x".repeat(17))).hasMessageContaining("more than 16");
  }

  private static UnaryOperator<byte[]> change(UnaryOperator<byte[]> change) {
    return change;
  }

  private static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] set(byte[] bytes, int at, int value) {
    bytes[at] = (byte) value;
    return bytes;
  }
}
