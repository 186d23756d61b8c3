package dev.baton.codec;

import dev.baton.model.HostAddress;
import dev.baton.model.Vip;
import dev.baton.model.fact.HostView;

/** Reads and writes a keeper's report on its host. */
final class HostFields {

  private HostFields() {}

  static HostView view(Fields in) {
    return in.build(
        () ->
            new HostView(
                in.objects("addresses", HostFields::address),
                in.objects("refusals", HostFields::refused),
                in.natural("definitionVersion"),
                in.optionalTexts("remarks")));
  }

  static FieldWriter write(FieldWriter out, HostView view) {
    out.objects("addresses", view.addresses(), HostFields::write)
        .objects("refusals", view.refusals(), HostFields::write)
        .natural("definitionVersion", view.definitionVersion());
    return view.remarks().isEmpty() ? out : out.texts("remarks", view.remarks(), text -> text);
  }

  private static HostAddress address(Fields in) {
    return in.build(
        () ->
            new HostAddress(
                in.text("address"), in.naturalInteger("prefixLength"), in.text("interface")));
  }

  private static void write(FieldWriter out, HostAddress address) {
    out.text("address", address.address())
        .natural("prefixLength", address.prefixLength())
        .text("interface", address.interfaceName());
  }

  private static HostView.Refused refused(Fields in) {
    return in.build(() -> new HostView.Refused(in.text("vip", Vip::new), in.text("why")));
  }

  private static void write(FieldWriter out, HostView.Refused refused) {
    out.text("vip", refused.vip().address()).text("why", refused.why());
  }
}
