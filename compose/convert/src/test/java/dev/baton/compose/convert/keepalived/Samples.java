package dev.baton.compose.convert.keepalived;

import dev.baton.compose.config.Sources;
import dev.baton.compose.convert.Conversion;
import dev.baton.compose.convert.Finding;
import dev.baton.model.NodeId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Files of keepalived to try the converter on. */
final class Samples {

  private Samples() {}

  static String text(String name) {
    try (InputStream stream = Samples.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static KeepalivedConverter.Source source(String node, String configId, String text) {
    return new KeepalivedConverter.Source(
        new NodeId(node), configId, new Sources.Document("k.conf", text));
  }

  /** Converts the text of one host, whose name is a. */
  static Conversion convert(String text) {
    return KeepalivedConverter.convert(List.of(source("a", "a", text)), Includes.NONE, Naming.NONE);
  }

  /** An instance of that name, with one VIP and further lines; 5 lines and those. */
  static String conf(String name, String vip, String... lines) {
    return """
    vrrp_instance %s {
    interface eth0
    virtual_ipaddress { %s }
    %s
    }
    """
        .formatted(name, vip, String.join("\n", lines));
  }

  /** Converts an instance V with the VIP 10.0.0.1 and these lines, of which the first is line 4. */
  static Conversion instance(String... lines) {
    return convert(conf("V", "10.0.0.1", lines));
  }

  static List<String> said(Conversion conversion) {
    return conversion.findings().stream().map(Finding::toString).toList();
  }
}
