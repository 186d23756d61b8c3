package dev.baton.compose.convert.keepalived;

import dev.baton.compose.config.DurationText;
import dev.baton.compose.convert.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a {@code vrrp_script} or a {@code vrrp_track_process}. */
final class CheckReader {

  private static final int DAY_SECONDS = 86_400;
  private static final int MANY = Integer.MAX_VALUE;
  private static final int MOST_SAMPLES = 100;
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Blocks blocks;
  private final Findings findings;
  private final Statement whole;
  private final List<Check.Setting> settings = new ArrayList<>();
  private Optional<List<String>> command = Optional.empty();
  private Optional<Statement> process = Optional.empty();
  private Duration interval = Duration.ofSeconds(1);
  private Optional<Duration> timeout = Optional.empty();
  private int rise = 1;
  private int fall = 1;
  private boolean fits = true;
  private Tracker.Weight weight = Tracker.Weight.FAULT;

  private CheckReader(Blocks blocks, Statement whole) {
    this.blocks = blocks;
    this.findings = blocks.findings();
    this.whole = whole;
  }

  /** Reads a {@code vrrp_script}. */
  static Check script(Blocks blocks, String name, Statement statement) {
    CheckReader reader = new CheckReader(blocks, statement);
    blocks.walk(blocks.body(statement), "vrrp_script", reader::takeScript);
    return reader.script(name);
  }

  /** Reads a {@code vrrp_track_process}. */
  static Check process(Blocks blocks, String name, Statement statement) {
    CheckReader reader = new CheckReader(blocks, statement);
    blocks.walk(blocks.body(statement), "vrrp_track_process", reader::takeProcess);
    return reader.process(name);
  }

  private void takeScript(Statement line) {
    blocks.requireLine(line);
    switch (line.word()) {
      case "script" -> command = new Scripts(findings).command(line);
      case "interval" -> interval = length(line).orElse(interval);
      case "timeout" -> timeout = length(line);
      case "weight" -> weight = TrackingReader.weight(blocks, line, 1).orElse(weight);
      case "rise" -> rise = samples(line).orElse(rise);
      case "fall" -> fall = samples(line).orElse(fall);
      case "init_fail" ->
          findings.left(line.place(), "init_fail", "a probe of Baton fails until it has passed");
      case "user" ->
          findings.changed(
              line.place(),
              "user",
              "Baton runs probes as the user of its own service; set User= in the unit, or begin"
                  + " the command with runuser -u USER --");
      default -> throw new IllegalStateException("not read: " + line.word());
    }
  }

  private Check script(String name) {
    if (command.isEmpty()) {
      findings.wrong(whole.head(), "vrrp_script", Blocks.shown(name) + " has no script");
      return new Check(whole.place(), name, Optional.empty(), weight);
    }
    settings.add(Check.Setting.of("kind", "script"));
    settings.add(new Check.Setting("command", command.orElseThrow()));
    settings.add(Check.Setting.of("interval", DurationText.format(interval)));
    settings.add(Check.Setting.of("timeout", DurationText.format(timeout.orElse(interval))));
    settings.add(Check.Setting.of("rise", Integer.toString(rise)));
    settings.add(Check.Setting.of("fall", Integer.toString(fall)));
    return new Check(whole.place(), name, Optional.of(settings), weight);
  }

  /** As keepalived: 0 stands for 1 s. What no probe can have is brought to what it can. */
  private Optional<Duration> length(Statement line) {
    return blocks
        .seconds(line, DAY_SECONDS)
        .map(read -> Duration.ofMillis(read.toMillis()))
        .map(read -> read.isZero() ? Duration.ofSeconds(1) : read)
        .map(
            read -> {
              Duration near =
                  read.compareTo(SHORTEST) < 0
                      ? SHORTEST
                      : read.compareTo(LONGEST) > 0 ? LONGEST : read;
              if (!near.equals(read)) {
                findings.changed(
                    line.place(),
                    line.word(),
                    "a probe of Baton has 10ms to 1h; it has "
                        + DurationText.format(near)
                        + " now");
              }
              return near;
            });
  }

  private Optional<Integer> samples(Statement line) {
    Optional<Integer> number = blocks.number(line, 1, MANY);
    if (number.filter(read -> read > MOST_SAMPLES).isPresent()) {
      findings.changed(line.place(), line.word(), "a probe of Baton has 1 to 100; it has 100 now");
    }
    return number.map(read -> Math.min(read, MOST_SAMPLES));
  }

  private void takeProcess(Statement line) {
    blocks.requireLine(line);
    switch (line.word()) {
      case "process" -> process = Optional.of(line).filter(read -> blocks.value(read).isPresent());
      case "weight" -> weight = TrackingReader.weight(blocks, line, 1).orElse(weight);
      case "quorum" -> fits &= blocks.number(line, 0, MANY).orElse(1) == 1;
      case "quorum_max", "param_match", "full_command" -> fits = false;
      default -> throw new IllegalStateException("not read: " + line.word());
    }
  }

  private Check process(String name) {
    if (process.isEmpty()) {
      findings.wrong(whole.head(), "vrrp_track_process", Blocks.shown(name) + " has no process");
      return new Check(whole.place(), name, Optional.empty(), weight);
    }
    Statement line = process.orElseThrow();
    if (!fits || line.words().size() != 2) {
      findings.changed(
          whole.place(),
          "vrrp_track_process",
          "Baton watches one process, by its unit, its PID file or a command that prints its"
              + " number; write a process probe, or a script probe that counts with pgrep");
      return new Check(whole.place(), name, Optional.empty(), weight);
    }
    settings.add(Check.Setting.of("kind", "process"));
    settings.add(Check.Setting.of("pid-command", "pgrep", "-o", "-x", line.words().get(1)));
    findings.changed(
        line.place(),
        "process",
        "the oldest process of that name is watched, as pgrep finds it; unit: of the process probe"
            + " is surer where systemd runs it");
    return new Check(whole.place(), name, Optional.of(settings), weight);
  }
}
