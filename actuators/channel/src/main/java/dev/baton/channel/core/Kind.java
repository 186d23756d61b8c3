package dev.baton.channel.core;

import java.util.Optional;
import java.util.stream.Stream;

/** What a datagram is for. */
public enum Kind {
  /** The sender has let go of an epoch: the word of rule D3. */
  RELEASED(1),
  /** The sender asks whether the receiver hears it. */
  PING(2),
  /** The answer to a {@link #PING}, exactly as long. */
  PONG(3),
  /** The holder of an epoch asks for a promise (rule H). */
  ASK(4),
  /** The answer to an {@link #ASK}, shorter than it. */
  PROMISE(5);

  private final int code;

  Kind(int code) {
    this.code = code;
  }

  /** Returns the number that stands for it in a datagram. */
  int code() {
    return code;
  }

  /** Returns the kind with that number. */
  static Optional<Kind> of(int code) {
    return Stream.of(values()).filter(kind -> kind.code == code).findFirst();
  }
}
