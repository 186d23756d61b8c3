package dev.baton.compose.netlab;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a script may ask of a prober. Each line gets one line back:
 *
 * <table>
 *   <caption>Lines</caption>
 *   <tr><td>{@code settled SECONDS}</td><td>waits until one host alone has answered for a second;
 *       its name</td></tr>
 *   <tr><td>{@code moved NAME SECONDS}</td><td>the same, for a host of another name</td></tr>
 *   <tr><td>{@code silent SECONDS}</td><td>waits until nobody has answered for a second; {@code
 *       nobody}</td></tr>
 *   <tr><td>{@code mark}</td><td>reports begin here; {@code marked}</td></tr>
 *   <tr><td>{@code report}</td><td>{@code gap-ms=9.6 dual-ms=0 answered=a,b}: see {@link
 *       FaultRun}</td></tr>
 * </table>
 *
 * <p>A wait that ends at its deadline answers with {@code timeout} and who answered in that second;
 * a line that is none of these with {@code unknown}.
 */
final class ProberCommands {
  private static final Duration CALM = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Supplier<ProbeReport> reports;
  private final LongSupplier nextProbe;
  private long mark;

  /**
   * Prepares them.
   *
   * @param reports what was seen so far
   * @param nextProbe the number of the next question
   */
  ProberCommands(Supplier<ProbeReport> reports, LongSupplier nextProbe) {
    this.reports = reports;
    this.nextProbe = nextProbe;
  }

  /** Obeys a line, and returns the answer. */
  String obey(String line) throws InterruptedException {
    String[] words = line.strip().split(" +", -1);
    String form = words[0] + " " + (words.length - 1);
    return switch (form) {
      case "settled 1" -> await(words[1], report -> report.settledOn(CALM));
      case "moved 2" -> await(words[2], report -> settledElsewhere(report, words[1]));
      case "silent 1" ->
          await(words[1], report -> Optional.of("nobody").filter(n -> report.silentFor(CALM)));
      case "mark 0" -> {
        mark = nextProbe.getAsLong();
        yield "marked";
      }
      case "report 0" -> told(new FaultRun(reports.get().from(mark)));
      default -> "unknown " + line;
    };
  }

  private static Optional<String> settledElsewhere(ProbeReport report, String from) {
    return report.settledOn(CALM).filter(name -> !name.equals(from));
  }

  private String await(String seconds, Function<ProbeReport, Optional<String>> wanted)
      throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(seconds)).toNanos();
    while (true) {
      ProbeReport report = reports.get();
      Optional<String> found = wanted.apply(report);
      if (found.isPresent()) {
        return found.orElseThrow();
      }
      if (System.nanoTime() - end >= 0) {
        return "timeout " + report.lately(CALM);
      }
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
  }

  private static String told(FaultRun run) {
    Set<String> answerers = new LinkedHashSet<>(run.seen().holders(Answer.Kind.UDP));
    return String.format(
        Locale.ROOT,
        "gap-ms=%.1f dual-ms=%d answered=%s",
        run.gap().toNanos() / 1e6,
        run.dual().toMillis(),
        answerers.isEmpty() ? "nobody" : String.join(",", answerers));
  }
}
