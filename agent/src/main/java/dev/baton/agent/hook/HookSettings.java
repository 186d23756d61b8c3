package dev.baton.agent.hook;

import dev.baton.model.fact.Hook;
import java.util.List;
import java.util.Optional;

/**
 * The node's scripts. They stand in the node's own configuration only, so that the log can never
 * bring a command line to a node; how long they may take is for the cluster's definition to say.
 *
 * @param promote program and arguments, no shell around them; run before the node becomes the
 *     holder; 1 to 64
 * @param demote likewise; run after the node has let go
 * @param rerunInterrupted whether a script during which the agent died is run again when it is
 *     asked for again; default false: it is reported as failed, since nobody knows what it did
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
