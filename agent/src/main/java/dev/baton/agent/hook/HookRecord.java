package dev.baton.agent.hook;

import dev.baton.agent.os.ProcessTree;
import dev.baton.model.Epoch;
import dev.baton.model.Fact.Hook;
import dev.baton.model.Fact.HookFinished;
import dev.baton.model.NodeId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What is remembered of one run of a script, across the agent's own lives. */
sealed interface HookRecord {

  /** Returns the epoch of the order. */
  Epoch epoch();

  /** Returns which script. */
  Hook hook();

  /** Returns the record as one line, columns separated by tabs. */
  String line();

  /**
   * It was started, and nothing is known of its end.
   *
   * @param epoch the epoch of the order
   * @param hook which script
   * @param tree its processes; empty while it is just about to be started
   */
  record Begun(Epoch epoch, Hook hook, Optional<ProcessTree> tree) implements HookRecord {
    @Override
    public String line() {
      String root = tree.map(known -> Long.toString(known.root())).orElse("");
      String ticks = tree.flatMap(ProcessTree::startTicks).map(String::valueOf).orElse("");
      return String.join("\t", epoch.toString(), hook.name(), "begun", root, ticks);
    }
  }

  /**
   * It has ended.
   *
   * @param epoch the epoch of the order
   * @param hook which script
   * @param exitStatus its exit status; empty if it was killed or could not be started
   * @param output the end of its output
   * @param took how long it ran
   */
  record Over(Epoch epoch, Hook hook, Optional<Integer> exitStatus, String output, Duration took)
      implements HookRecord {

    @Override
    public String line() {
      String encoded = Base64.getEncoder().encodeToString(output.getBytes(StandardCharsets.UTF_8));
      return String.join(
          "\t",
          epoch.toString(),
          hook.name(),
          "over",
          exitStatus.map(String::valueOf).orElse(""),
          Long.toString(took.toMillis()),
          encoded);
    }

    /** Returns the fact that tells it. */
    HookFinished told(NodeId node) {
      return new HookFinished(epoch, node, hook, exitStatus, output, took);
    }
  }

  /**
   * Reads a line back.
   *
   * @throws IllegalArgumentException when it is not one of ours
   */
  static HookRecord parse(String line) {
    String[] columns = line.split("\t", -1);
    List<String> rest = List.of(columns).subList(Math.min(3, columns.length), columns.length);
    boolean begun = columns.length == 5 && columns[2].equals("begun");
    boolean over = columns.length == 6 && columns[2].equals("over");
    if (!begun && !over) {
      throw new IllegalArgumentException("not a record of a hook: \"" + line + "\"");
    }
    Epoch epoch = new Epoch(Long.parseLong(columns[0]));
    Hook hook = Hook.valueOf(columns[1]);
    return begun ? begun(epoch, hook, rest) : over(epoch, hook, rest);
  }

  private static HookRecord begun(Epoch epoch, Hook hook, List<String> rest) {
    Optional<Long> ticks = number(rest.get(1));
    return new Begun(epoch, hook, number(rest.get(0)).map(root -> new ProcessTree(root, ticks)));
  }

  private static HookRecord over(Epoch epoch, Hook hook, List<String> rest) {
    return new Over(
        epoch,
        hook,
        number(rest.get(0)).map(Long::intValue),
        new String(Base64.getDecoder().decode(rest.get(2)), StandardCharsets.UTF_8),
        Duration.ofMillis(Long.parseLong(rest.get(1))));
  }

  private static Optional<Long> number(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
  }
}
