package dev.baton.compose.cli;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.Origin;
import dev.baton.compose.config.Problem;
import dev.baton.compose.config.Sources;
import dev.baton.compose.convert.ClusterPlan;
import dev.baton.compose.convert.Conversion;
import dev.baton.compose.convert.Finding;
import dev.baton.compose.convert.NodePlan;
import dev.baton.compose.convert.Plain;
import dev.baton.compose.define.ClusterFile;
import dev.baton.compose.define.ClusterText;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.ServiceException;
import dev.baton.compose.wiring.AgentRunner;
import dev.baton.compose.wiring.CommonKeys;
import dev.baton.compose.wiring.Components;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The files that come out of a conversion: all of them, each read as Baton will, or none. */
final class ConvertedFiles {

  private final Map<String, String> files = new LinkedHashMap<>();

  private ConvertedFiles() {}

  /**
   * Makes the files: for each cluster a folder with {@code cluster.yaml} and {@code
   * node-NAME.yaml}.
   *
   * @param sources how messages name what was converted
   * @param settings {@code key=value} for every node
   * @throws ConfigException when one of them is not right, as Baton reads it
   */
  static ConvertedFiles of(Conversion conversion, String sources, List<String> settings) {
    ConvertedFiles made = new ConvertedFiles();
    for (ClusterPlan plan : conversion.clusters()) {
      String folder = plan.definition().cluster().value();
      String text = head(sources, conversion.findings()) + ClusterText.of(plan.definition());
      ClusterFile.read(folder + "/cluster.yaml", text);
      made.files.put(folder + "/cluster.yaml", text);
      for (NodePlan node : plan.nodes()) {
        String name = folder + "/node-" + node.node() + ".yaml";
        made.files.put(name, node(name, node, sources, settings));
      }
    }
    return made;
  }

  private static String head(String sources, List<Finding> findings) {
    String changed =
        findings.stream()
            .filter(finding -> finding.weight() == Finding.Weight.CHANGED)
            .map(finding -> "#   " + finding + "\n")
            .collect(Collectors.joining());
    return "# Made by baton convert out of "
        + Plain.of(sources)
        + ".\n"
        + (changed.isEmpty() ? "" : "# Read before use:\n" + changed);
  }

  private static String node(String name, NodePlan plan, String sources, List<String> settings) {
    NodePlan whole = plan;
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw wrong("--set", "needs KEY=VALUE");
      }
      whole = whole.with(setting.substring(0, equals), setting.substring(equals + 1));
    }
    String bootstrap =
        whole.settings().containsKey(CommonKeys.KAFKA_BOOTSTRAP.name())
            ? ""
            : "# kafka.bootstrap is to be written: host:port, host:port, ...\n";
    String text = head(sources, List.of()) + bootstrap + whole.yaml();
    Config config =
        ConfigLoader.load(Components.CATALOG, Components.NODE, Sources.ofFile(name, text));
    AgentRunner.settings(config);
    return text;
  }

  private static ConfigException wrong(String flag, String what) {
    return new ConfigException(List.of(new Problem(Origin.flag(), flag, what)));
  }

  /** Prints every file, behind a line with its name. */
  void print(CliContext context) {
    files.forEach((name, text) -> context.out().print("# --- " + name + "\n" + text + "\n"));
    context.out().flush();
  }

  /**
   * Writes every file, or none if one is there already.
   *
   * @return what was written
   * @throws ConfigException when one is there already
   * @throws ServiceException when the folder cannot be written
   */
  List<Path> write(Path folder) {
    List<Path> paths = files.keySet().stream().map(folder::resolve).toList();
    List<Problem> there = new ArrayList<>();
    paths.stream()
        .filter(Files::exists)
        .forEach(
            path ->
                there.add(
                    new Problem(
                        Origin.file(path.toString()), "", "is there already; move it away first")));
    if (!there.isEmpty()) {
      throw new ConfigException(there);
    }
    List<Path> written = new ArrayList<>();
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(folder.resolve(file.getKey().replaceFirst("/.*", "")));
        written.add(path);
        Files.writeString(path, file.getValue(), StandardOpenOption.CREATE_NEW);
      }
    } catch (IOException e) {
      throw new ServiceException(ExitCode.FAILED, undone(written, e), e);
    }
    return paths;
  }

  /** Takes back what was written before the fault. */
  private static String undone(List<Path> written, IOException fault) {
    StringBuilder text = new StringBuilder("cannot be written: " + fault);
    for (Path path : written) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        text.append("; ").append(path).append(" is not whole, and cannot be removed: ").append(e);
      }
    }
    return text.toString();
  }
}
