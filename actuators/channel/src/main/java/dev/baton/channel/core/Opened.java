package dev.baton.channel.core;

/** What came out of bytes that somebody sent. */
public sealed interface Opened {

  /** Calls the case for this result. */
  <R> R match(Cases<R> cases);

  /**
   * One branch per result.
   *
   * @param <R> what a branch returns
   */
  interface Cases<R> {
    /** Somebody who has the key sent this. */
    R sealed(Sealed sealed);

    /** It is not to be believed. */
    R refused(Refused refused);
  }

  /**
   * Somebody who has the key sent this. Whether it is for this node is not yet known.
   *
   * @param datagram what it says
   */
  record Sealed(Datagram datagram) implements Opened {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.sealed(this);
    }
  }

  /**
   * It is not to be believed.
   *
   * @param reason the first that was found
   */
  record Refused(Refusal reason) implements Opened {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.refused(this);
    }
  }
}
