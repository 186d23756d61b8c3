package dev.baton.arbiter.fold;

import dev.baton.model.command.Command;
import java.util.stream.Collectors;

/** Commands as stories tell them. */
public final class CommandText implements Command.Cases<String> {
  public static String of(Command command) {
    return command.match(new CommandText());
  }

  @Override
  public String release(Command.Release command) {
    return "release " + command.epoch() + " " + command.node() + " " + command.session();
  }

  @Override
  public String assign(Command.Assign command) {
    return "assign "
        + command.epoch()
        + " "
        + command.node()
        + " "
        + command.session()
        + " "
        + command.ended()
        + " after "
        + command.predecessor();
  }

  @Override
  public String next(Command.Next command) {
    return "next "
        + command.epoch()
        + " "
        + command.node()
        + " "
        + command.session()
        + " after "
        + command.after();
  }

  @Override
  public String peers(Command.Peers command) {
    return command.members().stream()
        .map(of -> " " + of.node() + " " + of.session() + " " + of.channel())
        .collect(Collectors.joining("", "peers", ""));
  }

  @Override
  public String dead(Command.Dead command) {
    return "dead " + command.session();
  }

  @Override
  public String define(Command.Define command) {
    return "define " + command.definition().version();
  }

  @Override
  public String undefine(Command.Undefine command) {
    return "undefine " + command.version();
  }

  @Override
  public String demote(Command.Demote command) {
    return "demote " + command.epoch() + " " + command.node();
  }

  @Override
  public String promote(Command.Promote command) {
    return "promote " + command.epoch() + " " + command.node();
  }

  @Override
  public String tick(Command.Tick command) {
    return "tick " + command.arbiter() + " " + command.term() + " " + command.foldedUpTo();
  }
}
