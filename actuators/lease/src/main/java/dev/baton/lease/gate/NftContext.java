package dev.baton.lease.gate;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.baton.linux.SharedLibrary;
import java.util.Optional;

/**
 * The nftables library (libnftables(3)) in this process. One thread at a time.
 *
 * <p>The library opens its netlink socket when the context is made, so a context belongs to the
 * network namespace of the thread that made it.
 */
final class NftContext implements AutoCloseable {
  private static final String LIBRARY = "libnftables.so.1";

  /** strerror(3) texts that the library reports; it has no error numbers. */
  private static final String ENOENT = "No such file or directory";

  private static final String EEXIST = "File exists";
  private static final String EINTR = "Interrupted system call";

  /**
   * Somebody else changed the ruleset between the library's reading and its writing; the kernel
   * refuses the whole batch and wants to be asked again. Bounded, since each try needs another
   * stranger's change to fail.
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

  /** Makes a context, or says why there can be none. */
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

  /** Whether the kernel would take these commands. Changes nothing. */
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

  /** Runs a command that only reads; empty when what it asks for does not exist. */
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

  /** The library repeats the command it stumbled over in the second line of its message. */
  private static String offending(String error, String commands) {
    return error.lines().skip(1).findFirst().or(() -> commands.lines().findFirst()).orElse("");
  }
}
