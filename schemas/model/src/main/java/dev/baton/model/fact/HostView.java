package dev.baton.model.fact;

import dev.baton.model.Bounds;
import dev.baton.model.HostAddress;
import dev.baton.model.Vip;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A host as its keeper sees it.
 *
 * @param addresses the addresses that the host has on its own; sorted, at most 64, each once
 * @param refusals the VIPs of the newest definition that the keeper does not touch, in the
 *     definition's order, at most 64
 * @param definitionVersion the version of that definition, 0 for none
 * @param remarks what else an operator should know, for people: at most 16, each bounded to 200
 *     characters
 */
public record HostView(
    List<HostAddress> addresses,
    List<Refused> refusals,
    long definitionVersion,
    List<String> remarks) {
  /** The most addresses of a host in one report. */
  public static final int MOST_ADDRESSES = 64;

  /** The most remarks in one report. */
  public static final int MOST_REMARKS = 16;

  private static final int MOST_REFUSALS = 64;

  /**
   * A VIP that a keeper does not touch.
   *
   * @param vip which
   * @param why for people, bounded to 200 characters
   */
  public record Refused(Vip vip, String why) {
    /** Bounds the text. */
    public Refused {
      why = Bounds.text(why, 200);
    }
  }

  /** A view without remarks. */
  public HostView(List<HostAddress> addresses, List<Refused> refusals, long definitionVersion) {
    this(addresses, refusals, definitionVersion, List.of());
  }

  /** Checks sizes, sorts and freezes the lists. */
  public HostView {
    addresses = List.copyOf(new TreeSet<>(addresses));
    refusals = List.copyOf(refusals);
    remarks = remarks.stream().map(remark -> Bounds.text(remark, 200)).toList();
    if (remarks.size() > MOST_REMARKS) {
      throw new IllegalArgumentException(remarks.size() + " remarks: over " + MOST_REMARKS);
    }
    if (addresses.size() > MOST_ADDRESSES || refusals.size() > MOST_REFUSALS) {
      throw new IllegalArgumentException(
          addresses.size() + " addresses, " + refusals.size() + " refusals: over 64");
    }
    if (definitionVersion < 0) {
      throw new IllegalArgumentException("definitionVersion: " + definitionVersion);
    }
  }

  /** Returns why the keeper does not touch that VIP; empty if it does, or did not say. */
  public Optional<String> refusal(Vip vip) {
    return refusals.stream()
        .filter(refused -> refused.vip().equals(vip))
        .map(Refused::why)
        .findFirst();
  }

  /**
   * Returns with which of the host's own addresses that VIP clashes, and why; empty if with none.
   */
  public Optional<String> clash(Vip vip) {
    return clash(vip, addresses);
  }

  /** Returns with which of these addresses that VIP clashes, and why; empty if with none. */
  public static Optional<String> clash(Vip vip, List<HostAddress> addresses) {
    return addresses.stream()
        .flatMap(own -> own.clash(vip).map(kind -> kind.words() + " " + own).stream())
        .findFirst();
  }

  /** Tells whether that VIP is an address that the host has on its own. */
  public boolean owns(Vip vip) {
    return addresses.stream()
        .anyMatch(own -> own.clash(vip).equals(Optional.of(HostAddress.Clash.OWN)));
  }
}
