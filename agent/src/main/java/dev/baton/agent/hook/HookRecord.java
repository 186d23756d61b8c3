package dev.baton.agent.hook;

import dev.baton.linux.process.ProcessTree;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.fact.Hook;
import dev.baton.model.fact.HookFinished;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** What the journal holds of one run of a script. */
sealed interface HookRecord {

  /** Returns which run the record is about. */
  HookKey key();

  /** Returns the record as one line, columns separated by tabs. */
  String line();

  /**
   * The script was started, and its end is not known.
   *
   * @param key which run
   * @param tree its processes; empty while the script is about to be started
   */
  record Begun(HookKey key, Optional<ProcessTree> tree) implements HookRecord {
    @Override
    public String line() {
      String root = tree.map(known -> Long.toString(known.root())).orElse("");
      String ticks = tree.flatMap(ProcessTree::startTicks).map(String::valueOf).orElse("");
      return String.join("\t", columns(key), "begun", root, ticks);
    }
  }

  /**
   * The script has ended.
   *
   * @param key which run
   * @param exitStatus its exit status; empty if it was killed or could not be started
   * @param output the end of its output
   * @param took how long it ran
   */
  record Over(HookKey key, Optional<Integer> exitStatus, String output, Duration took)
      implements HookRecord {

    @Override
    public String line() {
      String encoded = Base64.getEncoder().encodeToString(output.getBytes(StandardCharsets.UTF_8));
      return String.join(
          "\t",
          columns(key),
          "over",
          exitStatus.map(String::valueOf).orElse(""),
          Long.toString(took.toMillis()),
          encoded);
    }

    /** Returns the fact that reports this end. */
    HookFinished told(NodeId node) {
      return new HookFinished(key.epoch(), node, key.hook(), exitStatus, output, took);
    }
  }

  /**
   * Reads a line of the journal.
   *
   * @throws IllegalArgumentException when the line is no record
   */
  static HookRecord parse(String line) {
    String[] columns = line.split("\t", -1);
    boolean begun = columns.length == 6 && columns[3].equals("begun");
    boolean over = columns.length == 7 && columns[3].equals("over");
    if (!begun && !over) {
      throw new IllegalArgumentException("not a record of a hook: \"" + line + "\"");
    }
    HookKey key =
        new HookKey(
            new Epoch(Long.parseLong(columns[0])),
            Hook.valueOf(columns[1]),
            new Position(Long.parseLong(columns[2])));
    return begun
        ? begun(key, columns[4], columns[5])
        : over(key, columns[4], columns[5], columns[6]);
  }

  private static String columns(HookKey key) {
    return String.join("\t", key.epoch().toString(), key.hook().name(), key.since().toString());
  }

  private static HookRecord begun(HookKey key, String root, String ticks) {
    return new Begun(key, number(root).map(known -> new ProcessTree(known, number(ticks))));
  }

  private static HookRecord over(HookKey key, String exitStatus, String tookMs, String output) {
    return new Over(
        key,
        number(exitStatus).map(Long::intValue),
        new String(Base64.getDecoder().decode(output), StandardCharsets.UTF_8),
        Duration.ofMillis(Long.parseLong(tookMs)));
  }

  private static Optional<Long> number(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
  }
}
