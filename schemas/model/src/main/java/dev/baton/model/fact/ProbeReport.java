package dev.baton.model.fact;

import dev.baton.model.Bounds;

/**
 * One probe in a health report.
 *
 * @param name the probe's name, unique in its agent, bounded to 128 characters
 * @param kind tcp, http, script, process, interface or gateway
 * @param status what it says after rise and fall
 * @param detail the last sample in words, bounded to 512 characters
 */
public record ProbeReport(String name, String kind, ProbeStatus status, String detail) {
  /** Bounds the texts. */
  public ProbeReport {
    name = Bounds.text(name, 128);
    kind = Bounds.text(kind, 32);
    detail = Bounds.text(detail, 512);
  }

  /** Returns this report with so many characters of each text at most. */
  public ProbeReport cutTo(int most) {
    return new ProbeReport(
        Bounds.text(name, most), Bounds.text(kind, most), status, Bounds.text(detail, most));
  }
}
