package dev.baton.network;

import dev.baton.channel.core.KeyId;
import dev.baton.compose.demo.TestNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The channel of a node whose keeper is a process of its own, as seen and disturbed by a test. */
final class NodeChannel {
  private static final int PORT = 9480;
  private static final int HTTP_PORT = 9473;
  private static final String READ = "read the key file of the channel";

  private final TestNode node;
  private final Path output;

  NodeChannel(TestNode node) {
    this.node = node;
    this.output = node.program("actuator arp").output();
  }

  /** Lets the node receive no datagrams, or not all: a condition of nft. */
  void cut(String which) {
    node.host().run("nft", "add", "table", "inet", "channel_cut");
    node.host()
        .run(
            "nft",
            "add chain inet channel_cut in { type filter hook input priority -500 ; } ;"
                + " add rule inet channel_cut in udp dport "
                + PORT
                + " "
                + which
                + " drop");
  }

  /** Ends {@link #cut}. */
  void mend() {
    node.host().run("nft", "delete", "table", "inet", "channel_cut");
  }

  /** Returns how many datagrams of a kind it has believed since its keeper started. */
  double heard(String kind) {
    return count("baton_channel_datagrams_heard_total", kind);
  }

  /** Returns how many datagrams it has refused for a reason since its keeper started. */
  double refused(String reason) {
    return count("baton_channel_datagrams_refused_total", reason);
  }

  private double count(String metric, String label) {
    return page("/metrics")
        .lines()
        .filter(line -> line.startsWith(metric) && line.contains("\"" + label + "\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Returns a page of its keeper's process. */
  String page(String path) {
    return page(node, HTTP_PORT, path);
  }

  /** Returns a page that a node serves at a port of its loopback address. */
  static String page(TestNode node, int port, String path) {
    return node.host().inside(() -> read("http://127.0.0.1:" + port + path));
  }

  /** A connection that is kept would lead to the node that was asked before. */
  private static String read(String address) throws IOException {
    URLConnection connection = URI.create(address).toURL().openConnection();
    connection.setRequestProperty("Connection", "close");
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Returns its key file. */
  Path keyFile() {
    return node.channelKeys();
  }

  /** Returns the text of its key file. */
  String keys() {
    return text(keyFile());
  }

  /** Writes its key file in place, as scp does. */
  void writeKeys(String text) {
    try {
      Files.writeString(keyFile(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells whether the last keys that its keeper says it read are these. */
  boolean hasRead(List<KeyId> keys) {
    return text(output)
        .lines()
        .filter(line -> line.contains(READ))
        .reduce((earlier, later) -> later)
        .filter(line -> line.contains(keys.toString()))
        .isPresent();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
