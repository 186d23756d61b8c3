package dev.baton.model.fact;

/** Why a keeper let go of an epoch (rule D). */
public enum ReleaseReason {
  /** It read a {@code release} for the epoch. */
  ASKED,
  /** Its own agent said that the service is dead, and a successor stood ready. */
  UNHEALTHY,
  /** It leaves: it was told to stop. */
  LEAVING
}
