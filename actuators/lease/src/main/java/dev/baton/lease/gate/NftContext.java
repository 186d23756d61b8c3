package dev.baton.lease.gate;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.baton.linux.SharedLibrary;
import java.util.Optional;

/**
 * The nftables library (libnftables(3)) in this process. Used by one thread at a time.
 *
 * <p>The library opens its netlink socket when the context is created. So a context belongs to the
 * network namespace of the thread that created it.
 */
final class NftContext implements AutoCloseable {
  private static final String LIBRARY = "libnftables.so.1";

  /** The library reports texts of strerror(3), not error numbers. */
  private static final String ENOENT = "No such file or directory";

  private static final String EEXIST = "File exists";
  private static final String EINTR = "Interrupted system call";

  /**
   * If another program changes the ruleset between the library's read and its write, the kernel
   * refuses the whole batch and it must be sent again. Each try needs another foreign change to
   * fail, so this bound is enough.
   */
  private static final int ATTEMPTS = 16;

  private static final class Calls {
    static {
      Native.register(Calls.class, LIBRARY);
    }

    private Calls() {}

    static native Pointer nft_ctx_new(int flags);

    static native void nft_ctx_free(Pointer context);

    static native int nft_ctx_buffer_output(Pointer context);

    static native int nft_ctx_buffer_error(Pointer context);

    static native String nft_ctx_get_output_buffer(Pointer context);

    static native String nft_ctx_get_error_buffer(Pointer context);

    static native void nft_ctx_set_dry_run(Pointer context, boolean dry);

    static native int nft_run_cmd_from_buffer(Pointer context, String commands);
  }

  private final Pointer context;
  private boolean open = true;

  private NftContext(Pointer context) {
    this.context = context;
  }

  /**
   * Creates a context.
   *
   * @throws GateException with the reason when that is not possible
   */
  static NftContext create() {
    Optional<String> obstacle = SharedLibrary.obstacle(LIBRARY);
    if (obstacle.isPresent()) {
      throw new GateException(obstacle.orElseThrow());
    }
    Pointer context = Calls.nft_ctx_new(0);
    Calls.nft_ctx_buffer_output(context);
    Calls.nft_ctx_buffer_error(context);
    return new NftContext(context);
  }

  /**
   * Runs commands as one batch: all take effect at one instant, or none.
   *
   * @return what the commands printed
   * @throws GateException with the library's reason
   */
  String run(String commands) {
    String error = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int result = Calls.nft_run_cmd_from_buffer(context, commands);
      String output = Calls.nft_ctx_get_output_buffer(context);
      error = Calls.nft_ctx_get_error_buffer(context);
      if (result == 0) {
        return output;
      }
      if (!error.contains(EINTR)) {
        break;
      }
    }
    throw new GateException("nft: " + firstLine(error) + " in: " + offending(error, commands));
  }

  /**
   * Returns why the kernel would refuse these commands; empty if it would accept them. Changes
   * nothing.
   */
  Optional<String> refusal(String commands) {
    Calls.nft_ctx_set_dry_run(context, true);
    try {
      run(commands);
      return Optional.empty();
    } catch (GateException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } finally {
      Calls.nft_ctx_set_dry_run(context, false);
    }
  }

  /** Runs a command that only reads; empty when the thing that it asks for does not exist. */
  Optional<String> find(String command) {
    try {
      return Optional.of(run(command));
    } catch (GateException e) {
      if (isAbsent(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  static boolean isAbsent(GateException failure) {
    return String.valueOf(failure.getMessage()).contains(ENOENT);
  }

  static boolean isPresent(GateException failure) {
    return String.valueOf(failure.getMessage()).contains(EEXIST);
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      Calls.nft_ctx_free(context);
    }
  }

  private static String firstLine(String error) {
    return error.lines().findFirst().orElse("no reason given");
  }

  /** The library repeats the refused command in the second line of its message. */
  private static String offending(String error, String commands) {
    return error.lines().skip(1).findFirst().or(() -> commands.lines().findFirst()).orElse("");
  }
}
