package dev.baton.channel.core;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Ranges;
import dev.baton.model.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A datagram as bytes: version 1. Numbers are big-endian, names are ASCII.
 *
 * <pre>
 * offset width
 *      0     4  BATN
 *      4     1  version, 1
 *      5     1  kind
 *      6    16  key id, zeros behind it
 *     22     8  sequence
 *     30     8  generation
 *     38  1 + n each: cluster, sender, receiver, sender's session, receiver's session
 *               RELEASED: epoch, 8, and the session that held it, 1 + n
 *               PING, PONG: nonce, 8
 *               ASK: epoch, 8, definition's version, 8, nonce, 8
 *               PROMISE: epoch, 8, nonce, 8, flags, 1
 *           32  HMAC-SHA-256 of all that stands before it
 * </pre>
 *
 * <p>The flags: 1 if the sender promises, plus 2 if its own keepalives are acknowledged. No other
 * bit may be set.
 *
 * <p>Whoever has no key learns nothing but that: the seal is checked before any field behind the
 * key id is looked at.
 */
public final class DatagramFormat {
  /** The longest datagram, in bytes: it passes every network in one piece (RFC 791, 576). */
  public static final int MOST_BYTES = 512;

  /** The shortest: a ping between names of one letter. */
  static final int LEAST_BYTES = 88;

  private static final int GIVEN = 1;
  private static final int STORE_ANSWERS = 2;
  private static final byte[] MAGIC = "BATN".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int VERSION_AT = 4;
  private static final int KEY_AT = 6;
  private static final int SEQUENCE_AT = KEY_AT + KeyId.MOST;

  private DatagramFormat() {}

  /** Returns the datagram as bytes, sealed with the keyring's signer. */
  public static byte[] seal(Datagram datagram, Keyring keys) {
    byte[] bytes = new byte[MOST_BYTES];
    ByteWriter out = new ByteWriter(bytes);
    out.putPadded("BATN", MAGIC.length);
    out.putByte(VERSION);
    out.putByte(datagram.body().kind().code());
    out.putPadded(keys.signer().value(), KeyId.MOST);
    out.putLong(datagram.sequence());
    out.putLong(datagram.generation());
    out.putName(datagram.cluster().value());
    out.putName(datagram.sender().node().value());
    out.putName(datagram.receiver().node().value());
    out.putName(datagram.sender().session().value());
    out.putName(datagram.receiver().session().value());
    datagram.body().match(new BodyWriter(out));
    keys.seal(keys.signer(), bytes, out.length());
    return Arrays.copyOf(bytes, out.length() + Keyring.SEAL_BYTES);
  }

  /**
   * Reads what somebody sent. Never throws, whatever the bytes are.
   *
   * @param bytes all that came, and nothing else
   */
  public static Opened open(byte[] bytes, Keyring keys) {
    return outside(bytes)
        .or(() -> seal(bytes, keys))
        .<Opened>map(Opened.Refused::new)
        .orElseGet(() -> content(bytes));
  }

  /** What is wrong that everybody may know. */
  private static Optional<Refusal> outside(byte[] bytes) {
    if (bytes.length < LEAST_BYTES) {
      return Optional.of(Refusal.TOO_SHORT);
    }
    if (bytes.length > MOST_BYTES) {
      return Optional.of(Refusal.TOO_LONG);
    }
    if (!Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      return Optional.of(Refusal.NOT_BATON);
    }
    return bytes[VERSION_AT] == VERSION ? Optional.empty() : Optional.of(Refusal.VERSION);
  }

  private static Optional<Refusal> seal(byte[] bytes, Keyring keys) {
    Optional<KeyId> key = key(bytes).filter(keys::knows);
    if (key.isEmpty()) {
      return Optional.of(Refusal.KEY_UNKNOWN);
    }
    return keys.isSealed(key.get(), bytes, bytes.length - Keyring.SEAL_BYTES)
        ? Optional.empty()
        : Optional.of(Refusal.FORGED);
  }

  private static Optional<KeyId> key(byte[] bytes) {
    int end = SEQUENCE_AT;
    while (end > KEY_AT && bytes[end - 1] == 0) {
      end--;
    }
    try {
      int length = end - KEY_AT;
      return Optional.of(new KeyId(new String(bytes, KEY_AT, length, StandardCharsets.ISO_8859_1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Opened content(byte[] bytes) {
    try {
      return new Opened.Sealed(read(bytes));
    } catch (IllegalArgumentException e) {
      // What the model's types and the reader say of a field that is not right.
      return new Opened.Refused(Refusal.MALFORMED);
    }
  }

  private static Datagram read(byte[] bytes) {
    ByteReader in = new ByteReader(bytes, SEQUENCE_AT, bytes.length - Keyring.SEAL_BYTES);
    long sequence = in.takeLong();
    long generation = in.takeLong();
    ClusterId cluster = new ClusterId(in.takeName());
    NodeId sender = new NodeId(in.takeName());
    NodeId receiver = new NodeId(in.takeName());
    Party from = new Party(sender, new SessionId(in.takeName()));
    Party to = new Party(receiver, new SessionId(in.takeName()));
    Body body = body(bytes[VERSION_AT + 1], in);
    in.requireEnd();
    return new Datagram(cluster, generation, from, to, sequence, body);
  }

  private static Body body(int code, ByteReader in) {
    Kind kind =
        Kind.of(code)
            .orElseThrow(() -> new IllegalArgumentException("kind: " + code + " is unknown"));
    return switch (kind) {
      case RELEASED -> new Body.Released(new Epoch(in.takeLong()), new SessionId(in.takeName()));
      case PING -> new Body.Ping(in.takeLong());
      case PONG -> new Body.Pong(in.takeLong());
      case ASK -> new Body.Ask(new Epoch(in.takeLong()), in.takeLong(), in.takeLong());
      case PROMISE -> promise(in);
    };
  }

  private static Body promise(ByteReader in) {
    Epoch epoch = new Epoch(in.takeLong());
    long nonce = in.takeLong();
    int flags = in.takeByte();
    Ranges.require("flags", flags, 0, GIVEN | STORE_ANSWERS);
    return new Body.Promise(epoch, nonce, (flags & GIVEN) != 0, (flags & STORE_ANSWERS) != 0);
  }

  /** Writes what is different from kind to kind; returns itself. */
  private record BodyWriter(ByteWriter out) implements Body.Cases<BodyWriter> {
    @Override
    public BodyWriter released(Body.Released released) {
      out.putLong(released.epoch().value());
      out.putName(released.session().value());
      return this;
    }

    @Override
    public BodyWriter ping(Body.Ping ping) {
      out.putLong(ping.nonce());
      return this;
    }

    @Override
    public BodyWriter pong(Body.Pong pong) {
      out.putLong(pong.nonce());
      return this;
    }

    @Override
    public BodyWriter ask(Body.Ask ask) {
      out.putLong(ask.epoch().value());
      out.putLong(ask.definitionVersion());
      out.putLong(ask.nonce());
      return this;
    }

    @Override
    public BodyWriter promise(Body.Promise promise) {
      out.putLong(promise.epoch().value());
      out.putLong(promise.nonce());
      out.putByte((promise.given() ? GIVEN : 0) | (promise.storeAnswers() ? STORE_ANSWERS : 0));
      return this;
    }
  }
}
