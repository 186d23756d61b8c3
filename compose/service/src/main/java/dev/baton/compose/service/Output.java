package dev.baton.compose.service;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Standard output that remembers why a write failed. A writer on top of it only knows that one has
 * failed.
 */
public final class Output extends FilterOutputStream {

  private Optional<String> failure = Optional.empty();
  private boolean written;

  /** Creates an output that writes to that stream. */
  public Output(OutputStream stream) {
    super(new BufferedOutputStream(stream));
  }

  /**
   * Returns why a write failed. Empty also if the reader of a pipe has ended, as {@code head} does,
   * because that is no error.
   */
  public synchronized Optional<String> failure() {
    return failure;
  }

  @Override
  public synchronized void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      written = true;
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw noted(e);
    }
  }

  /**
   * Writes what is buffered.
   *
   * @throws IOException also if nothing is buffered but the reader has ended, so that a command
   *     that runs on notices it
   */
  @Override
  public synchronized void flush() throws IOException {
    if (!written && Terminal.OUTPUT.isUnread()) {
      throw new IOException("the reader of standard output has ended");
    }
    try {
      written = false;
      out.flush();
    } catch (IOException e) {
      throw noted(e);
    }
  }

  private IOException noted(IOException e) {
    if (!Terminal.OUTPUT.isPipe()) {
      failure = Optional.of(String.valueOf(e.getMessage()));
    }
    return e;
  }
}
