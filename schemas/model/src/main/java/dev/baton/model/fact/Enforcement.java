package dev.baton.model.fact;

/** How the kernel enforces a node's lease. */
public enum Enforcement {
  /** nftables set elements with timeouts. */
  NFTABLES,
  /** Address lifetimes of whole seconds: slower, because nftables is missing. */
  ADDRESS_LIFETIME
}
