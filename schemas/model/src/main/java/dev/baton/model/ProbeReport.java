package dev.baton.model;

/**
 * One probe in a health report.
 *
 * @param name the probe's name, unique in its agent
 * @param kind tcp, http, script, process, interface or gateway
 * @param status what it says after rise and fall
 * @param detail the last sample in words, bounded to 512 characters
 */
public record ProbeReport(String name, String kind, ProbeStatus status, String detail) {
  /** Bounds the detail. */
  public ProbeReport {
    detail = Bounds.text(detail, 512);
  }
}
