package dev.baton.compose.demo;

import dev.baton.compose.Main;
import dev.baton.compose.cli.CliContext;
import java.util.List;

/**
 * The {@code baton} command with the verbs for trying Baton out. It has every verb of a source
 * tree.
 */
public final class DemoMain {

  private DemoMain() {}

  /**
   * Runs the command and ends the process with its exit status.
   *
   * @param args the words after {@code baton}
   */
  public static void main(String[] args) {
    Main.run(DemoMain::verbs, args);
  }

  /** Returns the verbs that the command of a node does not have. */
  static List<Object> verbs(CliContext context) {
    return List.of(new DemoVerb(), new BrokerVerb(context));
  }
}
