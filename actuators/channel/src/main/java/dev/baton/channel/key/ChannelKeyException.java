package dev.baton.channel.key;

/** A key file cannot be used or made. The message says which, why, and what to do. */
public final class ChannelKeyException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says so in one sentence. It never has a key in it. */
  public ChannelKeyException(String message) {
    super(message);
  }
}
