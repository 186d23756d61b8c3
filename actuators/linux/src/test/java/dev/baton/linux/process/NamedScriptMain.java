package dev.baton.linux.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs a program under a name with a letter that ASCII lacks. */
final class NamedScriptMain {

  private NamedScriptMain() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      Child.Ended ended =
          Child.start(
                  List.of("sh", "-c", "test \"$1\" = prüfung && echo ran", "x", "prüfung"),
                  Map.of())
              .await(Duration.ofSeconds(30));
      System.out.println(ended.exitStatus() + " " + ended.output());
    } catch (IOException e) {
      System.out.println(e);
    }
  }
}
