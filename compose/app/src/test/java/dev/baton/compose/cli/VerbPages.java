package dev.baton.compose.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What is packed and made from the verbs: the manual page, completion for bash, the launcher's
 * table.
 */
final class VerbPages {
  private static final String ACTUATOR = "actuator";

  private final CommandLine root;
  private final Map<String, CommandSpec> verbs = new TreeMap<>();

  VerbPages(CommandLine root) {
    this.root = root;
    root.getSubcommands()
        .forEach(
            (name, line) -> {
              if (name.equals(ACTUATOR)) {
                line.getSubcommands()
                    .forEach((sub, each) -> verbs.put(ACTUATOR + " " + sub, each.getCommandSpec()));
              } else {
                verbs.put(name, line.getCommandSpec());
              }
            });
  }

  /** Returns the launcher's table: verb, tab, the sets that have it, separated by blanks. */
  String table() {
    Map<String, String> lines = new TreeMap<>();
    for (VerbGroup group : VerbGroup.values()) {
      group.verbs().forEach(verb -> lines.put(verb, names(group.sets().stream())));
    }
    verbs
        .keySet()
        .forEach(
            verb ->
                lines.putIfAbsent(
                    verb,
                    names(
                        Stream.of(
                            InstalledSet.CONTROL,
                            InstalledSet.NODE,
                            InstalledSet.AWS,
                            InstalledSet.AZURE,
                            InstalledSet.GCP))));
    return lines.entrySet().stream()
        .map(line -> line.getKey() + "\t" + line.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static String names(Stream<InstalledSet> sets) {
    return sets.map(InstalledSet::shortName).collect(Collectors.joining(" "));
  }

  /** Returns the script that bash reads. */
  String completion() {
    StringBuilder cases = new StringBuilder();
    verbs.forEach(
        (name, verb) -> cases.append("    '%s') words='%s' ;;\n".formatted(name, options(verb))));
    return """
    # Completion of baton for bash.
    _baton() {
      local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
      local verb=${COMP_WORDS[1]-} words=''
      if ((COMP_CWORD == 1)); then
        words='%s --help --version'
      elif ((COMP_CWORD == 2)) && [[ $verb == actuator ]]; then
        words='%s'
      elif [[ $before == -f || $before == --file || $before == -c || $before == --config ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
      else
        if [[ $verb == actuator ]]; then
          verb="actuator ${COMP_WORDS[2]-}"
        fi
        case $verb in
    %s    esac
      fi
      mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    }
    complete -o default -F _baton baton
    """
        .formatted(
            String.join(" ", root.getSubcommands().keySet()),
            String.join(" ", root.getSubcommands().get(ACTUATOR).getSubcommands().keySet()),
            cases);
  }

  private static String options(CommandSpec verb) {
    return verb.options().stream()
        .map(OptionSpec::longestName)
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** Returns the manual page, in roff's man macros. */
  String manual() {
    List<String> lines = new ArrayList<>();
    lines.add(".TH BATON 1 \"\" Baton \"User commands\"");
    lines.add(".SH NAME");
    lines.add("baton \\- virtual IPs that move on Apache Kafka");
    lines.add(".SH SYNOPSIS");
    lines.add(".B baton");
    lines.add("\\fIVERB\\fR [\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...");
    lines.add(".SH DESCRIPTION");
    lines.add(
        "Each verb is in one of the packages baton\\-node, baton\\-control, baton\\-aws,"
            + " baton\\-azure and baton\\-gcp. A verb whose package is not installed names it.");
    lines.add(
        "Every configuration key is an option, too: \\fB\\-\\-kafka.bootstrap=\\fIHOST:PORT\\fR."
            + " \\fBbaton config\\-reference\\fR lists them.");
    lines.add(".SH VERBS");
    verbs.forEach((name, verb) -> lines.addAll(section(name, verb)));
    lines.add(".SH EXIT STATUS");
    root.getCommandSpec()
        .usageMessage()
        .exitCodeList()
        .forEach((code, what) -> lines.addAll(List.of(".TP", bold(code), escaped(what))));
    lines.addAll(files());
    return String.join("\n", lines) + "\n";
  }

  private static List<String> files() {
    return List.of(
        ".SH FILES",
        ".TP",
        bold("/etc/baton"),
        "Configuration: baton.yaml for the operator's verbs, and one file for each service.",
        ".TP",
        bold("/var/lib/baton"),
        "The identity of this installation of a node.",
        ".TP",
        bold("/run/baton"),
        "Locks, and the addresses that keepers have put.");
  }

  private static List<String> section(String name, CommandSpec verb) {
    List<String> lines = new ArrayList<>();
    String arguments =
        verb.positionalParameters().stream()
            .map(PositionalParamSpec::paramLabel)
            .collect(Collectors.joining(" "));
    lines.add(
        ".SS \"" + escaped("baton " + name + (arguments.isEmpty() ? "" : " " + arguments)) + '"');
    lines.add(text(verb.usageMessage().description()));
    for (PositionalParamSpec argument : verb.positionalParameters()) {
      lines.addAll(
          List.of(
              ".TP",
              "\\fI" + escaped(argument.paramLabel()) + "\\fR",
              text(argument.description())));
    }
    for (OptionSpec option : verb.options()) {
      String label =
          option.arity().max() > 0 ? " \\fI" + escaped(option.paramLabel()) + "\\fR" : "";
      String names =
          Arrays.stream(option.names()).map(VerbPages::bold).collect(Collectors.joining(", "));
      lines.addAll(List.of(".TP", names + label, text(option.description())));
    }
    return lines;
  }

  private static String bold(String text) {
    return "\\fB" + escaped(text) + "\\fR";
  }

  private static String text(String... description) {
    return escaped(
        String.join(" ", description).replace("%n", " ").replaceAll("\\s+", " ").strip());
  }

  /** Hyphens that users type, backslashes, and what roff takes for a request at a line's start. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
