package dev.baton.compose.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may be installed on a host: a set of jars, and the verbs that they suffice for. A package
 * and an archive of the same name hold it.
 */
public enum InstalledSet {
  /** For a node: agent, keeper, and what its operator needs. */
  NODE,
  /** Arbiters and every operator's verb. */
  CONTROL,
  /** The actuator of AWS. */
  AWS,
  /** The actuator of Azure. */
  AZURE,
  /** The actuator of Google Cloud. */
  GCP;

  /** The system property by which a launcher names the set whose jars it starts. */
  public static final String PROPERTY = "baton.set";

  /**
   * Returns the sets whose verbs run here.
   *
   * @param name of a set, as the launcher gives it; empty: all, as in a source tree
   * @throws IllegalArgumentException when there is no such set
   */
  static Set<InstalledSet> named(String name) {
    return name.isEmpty()
        ? EnumSet.allOf(InstalledSet.class)
        : EnumSet.of(valueOf(name.toUpperCase(Locale.ROOT)));
  }

  /** Returns its name as launchers and archives have it: {@code node}. */
  public String shortName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the name of the package that installs it: {@code baton-node}. */
  String packageName() {
    return "baton-" + shortName();
  }

  /** Returns which packages have what is missing here, for people. */
  static String packages(List<InstalledSet> sets) {
    return sets.stream().map(InstalledSet::packageName).collect(Collectors.joining(" or "));
  }

  /** Returns the set for a kind of binding, such as {@code aws-eip}; none for an unknown cloud. */
  static Stream<InstalledSet> ofKind(String kind) {
    return Stream.of(AWS, AZURE, GCP).filter(cloud -> kind.startsWith(cloud.shortName() + "-"));
  }
}
