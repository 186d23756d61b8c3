package dev.baton.compose.convert.keepalived;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what instances and groups have in common: what they watch and whom they tell. */
final class TrackingReader {

  private static final int HEAVIEST = 254;

  private final Blocks blocks;
  private final List<Tracker> trackers = new ArrayList<>();
  private final List<Notify> notifies = new ArrayList<>();

  TrackingReader(Blocks blocks) {
    this.blocks = blocks;
  }

  /** Takes the statement if it is one of these; tells whether it is. */
  boolean take(Statement statement) {
    switch (statement.word()) {
      case "track_script", "track_interface", "track_process" ->
          blocks.body(statement).forEach(line -> tracker(statement.word(), line));
      case "notify_master", "notify_backup", "notify" -> {
        blocks.requireLine(statement);
        new Scripts(blocks.findings())
            .command(statement)
            .ifPresent(
                command -> notifies.add(new Notify(statement.head(), statement.word(), command)));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  Tracking tracking() {
    return new Tracking(trackers, notifies);
  }

  private void tracker(String block, Statement line) {
    blocks.requireLine(line);
    Optional<Tracker.Weight> weight = Optional.empty();
    boolean right = line.words().size() == 1;
    if (line.word(1).equals(Optional.of("weight")) && line.words().size() <= 4) {
      weight = weight(blocks, line, 2);
      right = weight.isPresent();
    }
    if (right) {
      trackers.add(new Tracker(line.place(), block, line.word(), weight));
    } else {
      blocks
          .findings()
          .wrong(
              line.place(),
              Blocks.shown(line.word()),
              "in " + block + " stand a name, and perhaps weight, a number and reverse");
    }
  }

  /** Reads a number and perhaps {@code reverse}, from that word on. */
  static Optional<Tracker.Weight> weight(Blocks blocks, Statement line, int index) {
    Optional<String> way = line.word(index + 1);
    if (way.isPresent() && !List.of("reverse", "noreverse").contains(way.orElseThrow())) {
      blocks.findings().wrong(line.place(), "weight", "is followed by a number and reverse alone");
      return Optional.empty();
    }
    if (line.word(index).isEmpty()) {
      blocks.findings().wrong(line.place(), "weight", "needs a number behind it");
      return Optional.empty();
    }
    return blocks
        .number(line, line.word(index).orElseThrow(), -HEAVIEST, HEAVIEST)
        .map(points -> new Tracker.Weight(points, way.equals(Optional.of("reverse"))));
  }
}
