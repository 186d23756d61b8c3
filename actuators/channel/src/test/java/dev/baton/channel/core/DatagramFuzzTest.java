package dev.baton.channel.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channel.key.TestKeys;
import dev.baton.model.ClusterId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever comes in, nothing is thrown, nothing without a right seal is believed, and what is
 * believed has one form. With {@code -Dfuzz.inputs=10000000} as many inputs as that, with {@code
 * -Dfuzz.seed} others.
 */
class DatagramFuzzTest {
  private static final long INPUTS = Long.getLong("fuzz.inputs", 100_000);
  private static final long SEED = Long.getLong("fuzz.seed", 1);

  private static final Keyring KEYS = TestKeys.of("k1");

  /** How the inputs are made out of datagrams. */
  private enum Way {
    RANDOM,
    TRUNCATED,
    FLIPPED,
    SPLICED,
    /** As the ones before, by somebody who has the key. */
    RESEALED
  }

  private final Random random = new Random(SEED);
  private final List<byte[]> originals = originals();
  private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
  private long believed;

  private static List<byte[]> originals() {
    List<byte[]> all = new ArrayList<>();
    for (int length : new int[] {1, 7, 63}) {
      Party one = Datagrams.party("a".repeat(length), "s".repeat(length));
      Party other = Datagrams.party("b".repeat(length), "t".repeat(length));
      ClusterId cluster = new ClusterId("c".repeat(length));
      for (Body body : Datagrams.ofEachKind()) {
        all.add(DatagramFormat.seal(new Datagram(cluster, 7, one, other, length, body), KEYS));
      }
    }
    return all;
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void nothingIsThrownAndNothingForgedIsBelieved() {
    Way[] ways = Way.values();
    for (long input = 0; input < INPUTS; input++) {
      Way way = ways[random.nextInt(ways.length)];
      byte[] bytes = made(way);
      try {
        judge(way, bytes, Datagrams.result(DatagramFormat.open(bytes, KEYS)));
      } catch (RuntimeException e) {
        throw new AssertionError(
            "seed " + SEED + ", input " + input + ": " + HexFormat.of().formatHex(bytes), e);
      }
    }
    System.out.printf("%d inputs, seed %d: %d believed, %s%n", INPUTS, SEED, believed, refused);
    assertThat(believed).isPositive();
    assertThat(refused)
        .containsKeys(
            Refusal.TOO_SHORT,
            Refusal.TOO_LONG,
            Refusal.NOT_BATON,
            Refusal.VERSION,
            Refusal.KEY_UNKNOWN,
            Refusal.FORGED,
            Refusal.MALFORMED);
  }

  private void judge(Way way, byte[] bytes, Object result) {
    if (result instanceof Datagram datagram) {
      believed++;
      boolean known = originals.stream().anyMatch(original -> Arrays.equals(original, bytes));
      if (!known && way != Way.RESEALED) {
        throw new IllegalStateException("believed a forgery");
      }
      if (!Arrays.equals(DatagramFormat.seal(datagram, KEYS), bytes)) {
        throw new IllegalStateException("believed a second form of " + datagram);
      }
    } else {
      refused.merge((Refusal) result, 1L, Long::sum);
    }
  }

  private byte[] made(Way way) {
    return switch (way) {
      case RANDOM -> noise();
      case TRUNCATED -> truncated();
      case FLIPPED -> flipped();
      case SPLICED -> spliced();
      case RESEALED -> resealed();
    };
  }

  private byte[] original() {
    return originals.get(random.nextInt(originals.size())).clone();
  }

  /** Half of it begins as a datagram does. */
  private byte[] noise() {
    byte[] bytes = new byte[random.nextInt(700)];
    random.nextBytes(bytes);
    int begin = random.nextBoolean() ? 22 : 0;
    System.arraycopy(original(), 0, bytes, 0, Math.min(begin, bytes.length));
    return bytes;
  }

  private byte[] truncated() {
    byte[] bytes = original();
    return Arrays.copyOf(bytes, random.nextInt(bytes.length + 60));
  }

  private byte[] flipped() {
    byte[] bytes = original();
    for (int flips = random.nextInt(4) + 1; flips > 0; flips--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return bytes;
  }

  private byte[] spliced() {
    byte[] head = original();
    byte[] tail = original();
    int cut = random.nextInt(head.length + 1);
    int from = random.nextInt(tail.length + 1);
    byte[] bytes = Arrays.copyOf(head, cut + tail.length - from);
    System.arraycopy(tail, from, bytes, cut, tail.length - from);
    return bytes;
  }

  private byte[] resealed() {
    byte[] bytes =
        switch (random.nextInt(4)) {
          case 0 -> noise();
          case 1 -> truncated();
          case 2 -> flipped();
          default -> spliced();
        };
    if (bytes.length >= Keyring.SEAL_BYTES) {
      KEYS.seal(KEYS.signer(), bytes, bytes.length - Keyring.SEAL_BYTES);
    }
    return bytes;
  }
}
