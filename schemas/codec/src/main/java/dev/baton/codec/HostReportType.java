package dev.baton.codec;

import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.fact.HostReport;

/** {@link HostReport}: a keeper reports the state of its host. */
final class HostReportType extends FactType<HostReport> {

  HostReportType() {
    super("host", HostReport.class);
  }

  @Override
  HostReport read(Fields in) {
    return in.build(
        () ->
            new HostReport(
                in.text("node", NodeId::new),
                in.text("install", InstallId::new),
                HostFields.view(in)));
  }

  @Override
  void write(FieldWriter out, HostReport fact) {
    out.text("node", fact.node().value()).text("install", fact.install().value());
    HostFields.write(out, fact.view());
  }
}
