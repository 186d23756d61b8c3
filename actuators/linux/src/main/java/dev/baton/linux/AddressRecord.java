package dev.baton.linux;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses a cluster's keeper may have put on its interface in this boot: after a killed
 * keeper the next one knows what to look for, and on kernels before 5.18, which do not remember by
 * whom an address was put, it is the proof. Written before an address is put. One thread at a time.
 */
public final class AddressRecord {
  private final Optional<BootNote> note;

  private AddressRecord(Optional<BootNote> note) {
    this.note = note;
  }

  /**
   * The record of one cluster's keeper.
   *
   * @param runDirectory for what must not outlive the boot
   * @param cluster the cluster's id
   */
  public static AddressRecord of(Path runDirectory, String cluster) {
    return new AddressRecord(
        Optional.of(new BootNote(runDirectory.resolve(cluster + ".addresses"))));
  }

  /** No record: it names nothing. */
  public static AddressRecord none() {
    return new AddressRecord(Optional.empty());
  }

  /**
   * An address on an interface.
   *
   * @param interfaceName the interface
   * @param address the address
   */
  public record Line(String interfaceName, InetAddress address) {}

  /** Returns what a keeper may have put in this boot, in no particular order. */
  public List<Line> recall() {
    List<Line> lines = new ArrayList<>();
    for (String line : note.map(BootNote::read).orElse(List.of())) {
      String[] words = line.split(" ", -1);
      if (words.length == 2) {
        lines.add(new Line(words[0], literal(words[1])));
      }
    }
    return lines;
  }

  /** From now on these may be put, and no others. */
  public void replace(String interfaceName, Collection<InetAddress> addresses) {
    note.ifPresent(
        file ->
            file.write(
                addresses.stream()
                    .map(each -> interfaceName + " " + each.getHostAddress())
                    .distinct()
                    .toList()));
  }

  private static InetAddress literal(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("the record of addresses names " + text, e);
    }
  }
}
