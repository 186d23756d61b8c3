package dev.baton.compose.cli;

import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.Origin;
import dev.baton.compose.config.Problem;
import dev.baton.model.NodeId;
import dev.baton.model.fact.Operation;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs that request an operation on a cluster. */
final class RequestCommands {

  private RequestCommands() {}

  /** {@code baton switchover}. */
  @Command(
      name = "switchover",
      description = "Moves the VIPs, and waits until the other node holds them.",
      mixinStandardHelpOptions = true)
  static final class Switchover extends RequestCommand {

    @Option(
        names = "--to",
        paramLabel = "NODE",
        description = "The node that shall hold them (default: the best other one).")
    private Optional<String> target = Optional.empty();

    Switchover(CliContext context) {
      super(context);
    }

    @Override
    Operation operation() {
      return new Operation.Switchover(target.map(OperatorCommand::node));
    }

    @Override
    String accomplished() {
      return "the VIPs will be given to "
          + target.orElse("the best node")
          + " as soon as it can take them";
    }
  }

  /** On or off, as the user writes it. */
  enum Toggle {
    /** On. */
    on,
    /** Off. */
    off
  }

  /** {@code baton maintenance}. */
  @Command(
      name = "maintenance",
      description = "While on, nothing moves by itself; switchover still works.",
      mixinStandardHelpOptions = true)
  static final class Maintenance extends RequestCommand {

    @Parameters(index = "1", paramLabel = "on|off", description = "Whether it begins or ends.")
    private Toggle toggle = Toggle.on;

    Maintenance(CliContext context) {
      super(context);
    }

    @Override
    Operation operation() {
      return new Operation.Maintenance(toggle == Toggle.on);
    }

    @Override
    String accomplished() {
      return "maintenance is " + toggle;
    }
  }

  /** A verb about one node. */
  abstract static class AboutNode extends RequestCommand {

    @Parameters(index = "1", paramLabel = "NODE", description = "The node's name.")
    private String node = "";

    AboutNode(CliContext context) {
      super(context);
    }

    /** Returns the node. */
    final NodeId node() {
      return node(node);
    }
  }

  /** {@code baton standby}. */
  @Command(
      name = "standby",
      description = "Takes a node out of the choice; if it holds the VIPs they move away.",
      mixinStandardHelpOptions = true)
  static final class Standby extends AboutNode {
    Standby(CliContext context) {
      super(context);
    }

    @Override
    Operation operation() {
      return new Operation.Standby(node());
    }

    @Override
    String accomplished() {
      return node() + " is on standby";
    }
  }

  /** {@code baton resume}. */
  @Command(
      name = "resume",
      description = "Puts a node back into the choice.",
      mixinStandardHelpOptions = true)
  static final class Resume extends AboutNode {
    Resume(CliContext context) {
      super(context);
    }

    @Override
    Operation operation() {
      return new Operation.Resume(node());
    }

    @Override
    String accomplished() {
      return node() + " is back in the choice";
    }
  }

  /** {@code baton ack}. */
  @Command(
      name = "ack",
      description = "Ends a hold-down, and forgives failed promotions and acquisitions.",
      mixinStandardHelpOptions = true)
  static final class Acknowledge extends RequestCommand {
    Acknowledge(CliContext context) {
      super(context);
    }

    @Override
    Operation operation() {
      return new Operation.Acknowledge();
    }

    @Override
    String accomplished() {
      return "acknowledged: the VIPs may move by themselves again";
    }
  }

  /** {@code baton forget}. */
  @Command(
      name = "forget",
      description = "Forgets a node that once spoke and is no member any more.",
      mixinStandardHelpOptions = true)
  static final class Forget extends AboutNode {
    Forget(CliContext context) {
      super(context);
    }

    @Override
    Operation operation() {
      return new Operation.Forget(node());
    }

    @Override
    String accomplished() {
      return node() + " is forgotten";
    }
  }

  /** {@code baton rebind}. */
  @Command(
      name = "rebind",
      description = "Lets a node's next session come from another machine or installation.",
      mixinStandardHelpOptions = true)
  static final class Rebind extends AboutNode {
    Rebind(CliContext context) {
      super(context);
    }

    @Override
    Operation operation() {
      return new Operation.Rebind(node());
    }

    @Override
    String accomplished() {
      return node() + " is bound to the next installation that uses its name";
    }
  }

  /** {@code baton quarantine}. */
  @Command(
      name = "quarantine",
      description = "Skips the record that put a cluster into quarantine, and finds out who holds.",
      mixinStandardHelpOptions = true)
  static final class Quarantine extends RequestCommand {
    @Option(
        names = "--lift",
        description = "Skips the record; status names it and says why the fold cannot take it.")
    private boolean lift;

    Quarantine(CliContext context) {
      super(context);
    }

    @Override
    Operation operation() {
      if (!lift) {
        throw new ConfigException(
            List.of(
                new Problem(
                    Origin.flag(), "--lift", "is missing: without it there is nothing to do")));
      }
      return new Operation.LiftQuarantine();
    }

    @Override
    String accomplished() {
      return "the quarantine is lifted";
    }
  }
}
