package dev.baton.compose.demo;

import dev.baton.compose.lab.Host;
import dev.baton.compose.lab.VipProber;
import dev.baton.log.EventLog;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code baton demo}: a whole Baton on this machine, and a tour of faults. */
@Command(
    name = "demo",
    description = {
      "Shows a whole Baton on this machine: a broker, two arbiters, two nodes and a client, each in"
          + " a network namespace of its own, and takes a tour of faults.",
      "Exit status: 0 the tour went through and two hosts never answered at once; 1 it did not;"
          + " 2 something is missing on this machine."
    },
    mixinStandardHelpOptions = true)
public final class DemoVerb implements Callable<Integer> {
  /** Services run for weeks; what is shown shall not be how they fare in their first seconds. */
  private static final Duration RUN_IN = Duration.ofSeconds(10);

  private final PrintStream out = System.out;

  @Option(names = "--interactive", description = "Gives you the keys instead of taking the tour.")
  private boolean interactive;

  @Option(
      names = "--keep",
      description = "Keeps the folder with configurations and logs, and says where it is.")
  private boolean keep;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!UserNamespace.isRoot() && UserNamespace.isAllowed()) {
      say("not root: playing in a user namespace");
      return UserNamespace.run("dev.baton.compose.Main", arguments());
    }
    List<String> missing = new Prerequisites(out).ensure();
    if (!missing.isEmpty()) {
      System.err.println("The demonstration needs:");
      missing.forEach(line -> System.err.println("  - " + line));
      return 2;
    }
    Path directory = Files.createTempDirectory("baton-demo");
    Thread onInterrupt = new Thread(() -> leave(directory), "demo-leave");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    return play(directory);
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("demo"));
    if (interactive) {
      arguments.add("--interactive");
    }
    if (keep) {
      arguments.add("--keep");
    }
    return arguments;
  }

  private int play(Path directory) throws InterruptedException {
    StageSettings settings = StageSettings.standard(directory);
    try (Stage stage = new Stage(settings, this::say)) {
      stage.start();
      try (VipProber prober = stage.probe(StageSettings.VIP)) {
        Tour tour = new Tour(stage, prober, out);
        introduce(tour.active());
        say("letting the processes run in for " + RUN_IN.toSeconds() + " s");
        TimeUnit.NANOSECONDS.sleep(RUN_IN.toNanos());
        if (interactive) {
          new Keys(stage, tour, out).run();
          return 0;
        }
        tour.all();
        Hop hop = measureHop(stage);
        return new Summary(settings.timings(), hop, tour.legs()).print(out);
      }
    } catch (IllegalStateException e) {
      keep = true;
      System.err.println("The demonstration failed: " + e.getMessage());
      return 1;
    }
  }

  private void introduce(StageNode active) {
    say("ready: the VIP " + StageSettings.VIP + " is on node " + active.id());
    out.println();
    out.println("$ ip addr show dev " + Host.INTERFACE + "   # on node " + active.id());
    active
        .host()
        .ip("addr", "show", "dev", Host.INTERFACE)
        .lines()
        .forEach(line -> out.println("  " + line));
  }

  private Hop measureHop(Stage stage) throws InterruptedException {
    say("measuring what a hop through the log costs here");
    EventLog own = stage.client().inside(() -> StageLog.openAside(Stage.BOOTSTRAP, Stage.PATIENCE));
    try {
      return stage.client().inside(() -> Hop.measure(own));
    } finally {
      own.close();
    }
  }

  private void say(String line) {
    out.println("baton demo: " + line);
  }

  /** Runs when the process ends, also on Ctrl-C, beside the hook that deletes the LAN. */
  private void leave(Path directory) {
    if (keep) {
      say("what the processes said is in " + directory);
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // On Ctrl-C a process of the stage may still write.
      System.err.println("left behind: " + directory + " (" + e.getMessage() + ")");
    }
  }
}
