package dev.baton.compose.bad;

import dev.baton.compose.demo.bad.SomeTour;

/** Breaks the layers: a command on a node that could take a tour. */
public final class CommandThatKnowsATour {
  public String take(SomeTour tour) {
    return "the end of " + tour.name();
  }
}
