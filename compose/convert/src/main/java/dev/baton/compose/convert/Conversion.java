package dev.baton.compose.convert;

import java.util.List;

/**
 * What came out.
 *
 * @param clusters the clusters, in the input's order; none if something was refused
 * @param findings what is not carried over, or not as it was
 */
public record Conversion(List<ClusterPlan> clusters, List<Finding> findings) {

  /** Freezes the lists. */
  public Conversion {
    clusters = List.copyOf(clusters);
    findings = List.copyOf(findings);
  }

  /** Returns what was collected, with these clusters unless something was refused. */
  public static Conversion of(List<ClusterPlan> clusters, Findings findings) {
    return new Conversion(findings.isRefused() ? List.of() : clusters, findings.all());
  }

  /** Tells whether something was refused, so that there are no clusters. */
  public boolean isRefused() {
    return findings.stream().anyMatch(each -> each.weight() == Finding.Weight.REFUSED);
  }
}
