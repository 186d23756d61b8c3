package dev.baton.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs the benchmarks, or those that are named: {@code [NAME...] [--quick] [--json | --page]}. A
 * figure is what a second of processor time does. {@code --quick} takes a tenth of the time, and
 * fewer clusters. {@code --page} prints the page of results.
 */
public final class Bench {
  private static final List<Integer> SIZES = List.of(1, 100, 1_000, 10_000);
  private static final List<Integer> QUICK_SIZES = List.of(1, 100, 1_000);
  private static final List<Long> LOGS = List.of(0L, 1_000_000L, 5_000_000L, 20_000_000L);
  private static final List<Long> QUICK_LOGS = List.of(0L, 200_000L);
  private static final int NEIGHBOURS = 300;
  private static final Duration WATCH = Duration.ofSeconds(30);
  private static final Duration QUICK_WATCH = Duration.ofSeconds(5);
  private static final int MOVES = 20;
  private static final int QUICK_MOVES = 2;
  private static final Map<String, Function<Options, List<? extends Result>>> ALL = all();

  /**
   * How to measure.
   *
   * @param sizes how many clusters a partition has
   * @param logs how many events a log has
   * @param moves how many of each kind
   * @param watch for how long a node is looked at
   * @param rounds how long
   */
  private record Options(
      List<Integer> sizes, List<Long> logs, int moves, Duration watch, Rounds rounds) {
    int most() {
      return sizes.get(sizes.size() - 1);
    }
  }

  private Bench() {}

  private static Map<String, Function<Options, List<? extends Result>>> all() {
    Map<String, Function<Options, List<? extends Result>>> all = new LinkedHashMap<>();
    all.put("fold", of -> each(of, FoldBench::measure));
    all.put("loop", of -> each(of, LoopBench::measure));
    all.put("encode-keepalive", of -> List.of(CodecBench.encodeKeepalive(of.rounds())));
    all.put("decode-keepalive", of -> List.of(CodecBench.decodeKeepalive(of.rounds())));
    all.put("decode-mix", of -> List.of(CodecBench.decodeMix(1_000, of.rounds())));
    all.put("decode-fold", of -> List.of(CodecBench.decodeFold(1_000, of.rounds())));
    all.put("mass-death", of -> List.of(MassDeathBench.measure(of.most(), of.rounds())));
    all.put("start", of -> StartBench.measure(of.logs(), of.rounds()));
    all.put("node", of -> NodeBench.measure(NEIGHBOURS, of.watch()));
    all.put("failover", of -> FailoverBench.measure(of.moves()));
    return all;
  }

  /** Measures with a number of clusters. */
  private interface Sized {
    Figure measure(int clusters, Rounds rounds);
  }

  private static List<Figure> each(Options options, Sized bench) {
    return options.sizes().stream().map(size -> bench.measure(size, options.rounds())).toList();
  }

  /** Runs; exits with 2 if an argument is not understood. */
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out));
  }

  /** Runs, and returns the exit status. */
  static int run(List<String> args, PrintStream out) {
    List<String> names = new ArrayList<>(args);
    boolean page = names.remove("--page");
    Form form = page ? Form.PAGE : names.remove("--json") ? Form.JSON : Form.TEXT;
    boolean quick = names.remove("--quick");
    Options options =
        quick
            ? new Options(QUICK_SIZES, QUICK_LOGS, QUICK_MOVES, QUICK_WATCH, Rounds.QUICK)
            : new Options(SIZES, LOGS, MOVES, WATCH, Rounds.FULL);
    List<Function<Options, List<? extends Result>>> wanted = new ArrayList<>();
    for (String name : names.isEmpty() ? ALL.keySet() : names) {
      Function<Options, List<? extends Result>> bench = ALL.get(name);
      if (bench == null) {
        out.println(
            name
                + " is no benchmark. Give --quick, --json or --page, or some of "
                + ALL.keySet()
                + ".");
        return 2;
      }
      wanted.add(bench);
    }
    String machine =
        Runtime.getRuntime().availableProcessors() + " processors, Java " + Runtime.version();
    String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    out.print(form.heading(machine, date));
    for (Function<Options, List<? extends Result>> bench : wanted) {
      bench.apply(options).forEach(of -> out.println(form.line(of, machine, date)));
    }
    return 0;
  }

  /** How figures are printed. */
  private enum Form {
    TEXT,
    JSON,
    PAGE;

    String heading(String machine, String date) {
      return this == PAGE
          ? String.format(
              """
              # Figures

              Printed by `./baton bench --page` at %s on %s.
              [What each name means](../../tests/bench/README.md).

              | name | clusters | what is counted | a second of | median | least | most |
              |---|---|---|---|---|---|---|
              """,
              date, machine)
          : "";
    }

    String line(Result figure, String machine, String date) {
      return switch (this) {
        case TEXT -> figure.toText();
        case JSON -> figure.toJson(machine, date);
        case PAGE -> figure.toRow();
      };
    }
  }
}
