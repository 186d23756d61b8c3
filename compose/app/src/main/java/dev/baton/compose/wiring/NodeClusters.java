package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.Origin;
import dev.baton.compose.config.Problem;
import dev.baton.compose.config.Sources;
import dev.baton.compose.config.TextFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The clusters that one node serves from one process. The process has a file, with its first
 * cluster; each further cluster has a file of its own ({@code node.clusters-directory}). Variables
 * and flags belong to the process and its first cluster.
 */
public final class NodeClusters {
  /** What only the file of the process may say; it holds for every cluster. */
  private static final List<String> OF_THE_PROCESS =
      List.of("kafka.", "channel.", "http.", "log.", "process.", "shutdown.");

  /** Keys that hold for every cluster whose file does not have them. */
  private static final List<String> OF_THE_HOST =
      List.of(NodeKeys.ID.name(), NodeKeys.RUN_DIRECTORY.name());

  private static final String KIND = ".yaml";

  private final Config process;
  private final List<Config> clusters = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> remarks = new ArrayList<>();

  private NodeClusters(Config process) {
    this.process = process;
  }

  /**
   * What was read.
   *
   * @param clusters the valid part of the configuration of each further cluster, by file name
   * @param problems everything that is wrong
   * @param remarks what is odd and does not prevent the start
   */
  public record Further(List<Config> clusters, List<Problem> problems, List<Problem> remarks) {
    /** Freezes the lists. */
    public Further {
      clusters = List.copyOf(clusters);
      problems = List.copyOf(problems);
      remarks = List.copyOf(remarks);
    }

    /**
     * Returns the configuration of each further cluster.
     *
     * @throws ConfigException naming everything that is wrong
     */
    public List<Config> orThrow() {
      if (!problems.isEmpty()) {
        throw new ConfigException(problems);
      }
      return clusters;
    }
  }

  /** Reads the files of the further clusters of a node; of other components there are none. */
  public static Further read(Config process) {
    NodeClusters read = new NodeClusters(process);
    Optional<Path> directory = process.find(NodeKeys.CLUSTERS_DIRECTORY);
    if (directory.isPresent()) {
      read.directory(directory.orElseThrow());
      read.refuseWhatClashes();
    }
    return new Further(read.clusters, read.problems, read.remarks);
  }

  private void directory(Path directory) {
    TreeSet<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(files::add);
    } catch (IOException | DirectoryIteratorException e) {
      problems.add(
          process.problem(
              NodeKeys.CLUSTERS_DIRECTORY.name(),
              directory
                  + (Files.exists(directory)
                      ? " is no directory that can be read: " + Config.messageOf(e)
                      : " does not exist")));
    }
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(KIND) && !name.startsWith(".")) {
        file(file);
      } else if (!name.startsWith(".")) {
        remarks.add(
            new Problem(
                Origin.file(file.toString()), "", "is not read: its name does not end in " + KIND));
      }
    }
  }

  private void file(Path path) {
    try {
      Sources.Document document = TextFile.read(path);
      ConfigLoader.Loaded loaded =
          ConfigLoader.loadWhatIsRight(
              Components.CATALOG,
              Components.NODE,
              Sources.ofFile(document.name(), document.text()));
      Config own = loaded.config();
      problems.addAll(loaded.problems());
      remarks.addAll(own.remarks());
      OF_THE_PROCESS.forEach(prefix -> refuse(own, prefix));
      refuse(own, NodeKeys.CLUSTERS_DIRECTORY.name());
      clusters.add(own.inheriting(process, NodeClusters::isInherited));
    } catch (ConfigException e) {
      problems.addAll(e.problems());
    }
  }

  private static boolean isInherited(String key) {
    return OF_THE_HOST.contains(key) || OF_THE_PROCESS.stream().anyMatch(key::startsWith);
  }

  private void refuse(Config further, String prefix) {
    further
        .firstWritten(prefix)
        .ifPresent(
            key ->
                problems.add(
                    further.problem(
                        key,
                        "concerns the whole process; only the file of the process may say it")));
  }

  /** One host can neither keep two leases of a cluster, nor answer two balancers at one port. */
  private void refuseWhatClashes() {
    Map<String, Config> byCluster = new HashMap<>();
    Map<Integer, Config> byPort = new HashMap<>();
    List<Config> all = new ArrayList<>(List.of(process));
    all.addAll(clusters);
    for (Config one : all) {
      one.find(NodeKeys.CLUSTER)
          .ifPresent(cluster -> refuseTwice(byCluster, cluster, one, NodeKeys.CLUSTER.name()));
      one.find(ResponderKeys.PORT)
          .filter(port -> one.get(NodeKeys.ACTUATOR).equals("responder"))
          .ifPresent(port -> refuseTwice(byPort, port, one, ResponderKeys.PORT.name()));
    }
  }

  private <V> void refuseTwice(Map<V, Config> firsts, V value, Config one, String key) {
    Optional.ofNullable(firsts.putIfAbsent(value, one))
        .ifPresent(
            first ->
                problems.add(
                    new Problem(
                        one.origin(NodeKeys.CLUSTER.name()),
                        key,
                        value
                            + " is taken already, by the cluster at "
                            + first.origin(NodeKeys.CLUSTER.name())
                            + "; each cluster of a process needs its own")));
  }
}
