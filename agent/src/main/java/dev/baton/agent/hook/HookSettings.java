package dev.baton.agent.hook;

import dev.baton.model.fact.Hook;
import java.util.List;
import java.util.Optional;

/**
 * The node's scripts. They come from the node's own configuration only, so that nobody can send a
 * command line to a node through the log. Their timeouts come from the cluster's definition.
 *
 * @param promote program and arguments, started without a shell, 1 to 64; run before the node
 *     becomes the holder
 * @param demote program and arguments, started without a shell, 1 to 64; run after the node has
 *     released the VIPs
 * @param rerunInterrupted whether a script is run again, when it is asked for again, if the agent
 *     died while it ran. Default false: the script is reported as failed, because nobody knows how
 *     far it came
 */
public record HookSettings(
    Optional<List<String>> promote, Optional<List<String>> demote, boolean rerunInterrupted) {

  /** No scripts. */
  public static final HookSettings NONE =
      new HookSettings(Optional.empty(), Optional.empty(), false);

  private static final int ARGUMENTS_MAX = 64;

  /** Checks the ranges and freezes the lists. */
  public HookSettings {
    promote = promote.map(argv -> checked("hooks.promote", argv));
    demote = demote.map(argv -> checked("hooks.demote", argv));
  }

  /** Returns the script of that name. */
  public Optional<List<String>> script(Hook hook) {
    return switch (hook) {
      case PROMOTE -> promote;
      case DEMOTE -> demote;
    };
  }

  private static List<String> checked(String field, List<String> argv) {
    if (argv.isEmpty() || argv.size() > ARGUMENTS_MAX || argv.get(0).isBlank()) {
      throw new IllegalArgumentException(
          field
              + ": "
              + argv
              + " is not a program and up to "
              + (ARGUMENTS_MAX - 1)
              + " arguments");
    }
    return List.copyOf(argv);
  }
}
