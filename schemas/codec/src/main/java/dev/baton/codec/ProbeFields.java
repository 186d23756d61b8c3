package dev.baton.codec;

import dev.baton.model.fact.ProbeReport;

/** Reads and writes the status of a probe. */
final class ProbeFields {

  private ProbeFields() {}

  static ProbeReport read(Fields in) {
    return in.build(
        () ->
            new ProbeReport(
                in.text("name"),
                in.text("kind"),
                in.word("status", Vocabulary.PROBE_STATUS),
                in.text("detail")));
  }

  static void write(FieldWriter out, ProbeReport probe) {
    out.text("name", probe.name())
        .text("kind", probe.kind())
        .word("status", probe.status(), Vocabulary.PROBE_STATUS)
        .text("detail", probe.detail());
  }
}
