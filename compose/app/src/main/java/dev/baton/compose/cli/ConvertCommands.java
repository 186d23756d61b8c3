package dev.baton.compose.cli;

import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.Origin;
import dev.baton.compose.config.Problem;
import dev.baton.compose.config.TextFile;
import dev.baton.compose.convert.Conversion;
import dev.baton.compose.convert.Finding;
import dev.baton.compose.convert.Finding.Weight;
import dev.baton.compose.convert.keepalived.KeepalivedConverter;
import dev.baton.compose.convert.keepalived.Naming;
import dev.baton.compose.convert.pacemaker.PacemakerConverter;
import dev.baton.compose.convert.pacemaker.Wishes;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.wiring.CommonKeys;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verbs that read the configuration of other programs. They need no Kafka. */
final class ConvertCommands {

  private ConvertCommands() {}

  /** Returns {@code baton convert} with its verbs. */
  static CommandLine all(CliContext context) {
    return new CommandLine(new Convert(context))
        .addSubcommand(new Keepalived(context))
        .addSubcommand(new Pacemaker(context));
  }

  private static ConfigException wrong(String flag, String what) {
    return new ConfigException(List.of(new Problem(Origin.flag(), flag, what)));
  }

  /** {@code baton convert}. */
  @Command(
      name = "convert",
      description = "Makes definitions and node files out of another program's configuration.",
      mixinStandardHelpOptions = true)
  private static final class Convert implements Runnable {
    private final CliContext context;

    @Spec private CommandSpec spec = CommandSpec.create();

    Convert(CliContext context) {
      this.context = context;
    }

    @Override
    public void run() {
      spec.commandLine().usage(context.out());
    }
  }

  /** What both verbs have in common. */
  private abstract static class ConvertCommand implements Callable<Integer> {
    private final CliContext context;

    @Option(
        names = "--into",
        paramLabel = "FOLDER",
        description =
            "Writes the files below this folder, and replaces none; otherwise they are printed.")
    private Optional<Path> into = Optional.empty();

    @Option(
        names = "--cluster",
        paramLabel = "[NAME=]CLUSTER",
        description = "What the cluster out of NAME is called; without NAME the only one.")
    private List<String> clusters = new ArrayList<>();

    @Option(
        names = "--only",
        paramLabel = "NAME",
        description = "Converts only this one; may be said several times.")
    private List<String> only = new ArrayList<>();

    @Option(
        names = "--set",
        paramLabel = "KEY=VALUE",
        description =
            "A further key of every node file; --key=value does the same, such as"
                + " --kafka.bootstrap=k1:9092,k2:9092.")
    private List<String> settings = new ArrayList<>();

    ConvertCommand(CliContext context) {
      this.context = context;
    }

    /** Reads the files and converts them. */
    abstract Conversion convert();

    /** Returns how messages name what is converted. */
    abstract String sources();

    /** Returns the names of clusters by the names of what they are made of. */
    final SortedMap<String, String> clusters() {
      SortedMap<String, String> names = pairs("--cluster", clusters);
      for (String name : names.values()) {
        try {
          new ClusterId(name);
        } catch (IllegalArgumentException e) {
          throw wrong("--cluster", String.valueOf(e.getMessage()).replaceFirst("^cluster: ", ""));
        }
      }
      return names;
    }

    final SortedSet<String> only() {
      return new TreeSet<>(only);
    }

    /** Reads {@code [NAME=]VALUE}; what has no name has the name "". */
    static SortedMap<String, String> pairs(String flag, List<String> words) {
      SortedMap<String, String> pairs = new TreeMap<>();
      for (String word : words) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? "" : word.substring(0, equals);
        if (pairs.put(name, word.substring(equals + 1)) != null) {
          throw wrong(flag, name.isEmpty() ? "is said twice" : name + " is said twice");
        }
      }
      return pairs;
    }

    @Override
    public final Integer call() {
      Conversion conversion = convert();
      conversion.findings().forEach(finding -> context.complain(finding.toString()));
      if (conversion.isRefused()) {
        context.complain("nothing was converted, for what is refused above");
        return ExitCode.REFUSED.status();
      }
      ConvertedFiles files = ConvertedFiles.of(conversion, sources(), settings);
      into.map(files::write)
          .ifPresentOrElse(
              paths -> paths.forEach(path -> context.say(path.toString())),
              () -> files.print(context));
      sum(conversion.findings());
      return ExitCode.DONE.status();
    }

    private void sum(List<Finding> findings) {
      long changed =
          findings.stream().filter(finding -> finding.weight() == Weight.CHANGED).count();
      context.complain(
          findings.size()
              + " things are not carried over; "
              + changed
              + " of them, marked !, make a difference: read them first");
      context.complain(
          "new: lease, 500 ms, and hold-down: after 5 unplanned moves in 10 minutes the next one"
              + " waits for baton ack CLUSTER");
      String bootstrap = CommonKeys.KAFKA_BOOTSTRAP.name();
      if (settings.stream().noneMatch(setting -> setting.startsWith(bootstrap + "="))) {
        context.complain(
            "missing: "
                + bootstrap
                + "; write it into every node file, or say --"
                + bootstrap
                + "=HOST:PORT,...");
      }
    }
  }

  /** {@code baton convert keepalived}. */
  @Command(
      name = "keepalived",
      description = "Reads the keepalived.conf of each node.",
      mixinStandardHelpOptions = true)
  private static final class Keepalived extends ConvertCommand {

    @Option(
        names = "--node",
        required = true,
        paramLabel = "NODE=FILE",
        description = "A node's name for Baton, and its keepalived.conf; say it for each node.")
    private List<String> nodes = new ArrayList<>();

    @Option(
        names = "--config-id",
        paramLabel = "NODE=ID",
        description =
            "What @ conditions are compared with on this node, as keepalived -i (default: NODE).")
    private List<String> configIds = new ArrayList<>();

    Keepalived(CliContext context) {
      super(context);
    }

    @Override
    Conversion convert() {
      SortedMap<String, String> ids = pairs("--config-id", configIds);
      List<KeepalivedConverter.Source> sources = new ArrayList<>();
      for (Map.Entry<String, String> entry : pairs("--node", nodes).entrySet()) {
        sources.add(
            new KeepalivedConverter.Source(
                node(entry.getKey()),
                Optional.ofNullable(ids.remove(entry.getKey())).orElse(entry.getKey()),
                TextFile.read(Path.of(entry.getValue()))));
      }
      if (!ids.isEmpty()) {
        throw wrong("--config-id", ids.firstKey() + " is none of the nodes");
      }
      return KeepalivedConverter.convert(
          sources, new IncludedFiles(), new Naming(clusters(), only()));
    }

    @Override
    String sources() {
      return String.join(", ", pairs("--node", nodes).values());
    }

    private static NodeId node(String name) {
      if (name.isEmpty()) {
        throw wrong("--node", "needs NODE=FILE");
      }
      try {
        return new NodeId(name);
      } catch (IllegalArgumentException e) {
        throw wrong("--node", String.valueOf(e.getMessage()).replaceFirst("^node: ", ""));
      }
    }
  }

  /** {@code baton convert pacemaker}. */
  @Command(
      name = "pacemaker",
      description = "Reads the CIB of a Pacemaker.",
      mixinStandardHelpOptions = true)
  private static final class Pacemaker extends ConvertCommand {

    @Parameters(
        index = "0",
        paramLabel = "FILE",
        description = "What cibadmin --query --scope configuration prints (XML).")
    private Path file = Path.of("");

    @Option(
        names = "--interface",
        paramLabel = "[NODE=]NAME",
        description = "The VIPs' interface, where the file names no nic.")
    private List<String> interfaces = new ArrayList<>();

    Pacemaker(CliContext context) {
      super(context);
    }

    @Override
    Conversion convert() {
      return PacemakerConverter.convert(
          TextFile.read(file), new Wishes(clusters(), only(), pairs("--interface", interfaces)));
    }

    @Override
    String sources() {
      return file.toString();
    }
  }
}
