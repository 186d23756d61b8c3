package dev.baton.linux;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that a cluster's keeper may have added to its interface since the boot. After a
 * keeper was killed, the next one learns from the record what to remove. Kernels before 5.18 do not
 * store who added an address; there the record is the proof. It is written before an address is
 * added. Used by one thread at a time.
 */
public final class AddressRecord {
  private final Optional<BootNote> note;

  private AddressRecord(Optional<BootNote> note) {
    this.note = note;
  }

  /**
   * Returns the record of one cluster's keeper.
   *
   * @param runDirectory the directory for files that must not survive a boot
   * @param cluster the cluster's id
   */
  public static AddressRecord of(Path runDirectory, String cluster) {
    return new AddressRecord(
        Optional.of(new BootNote(runDirectory.resolve(cluster + ".addresses"))));
  }

  /** Returns a record that is always empty. */
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

  /** Returns the addresses that a keeper may have added since the boot, in no particular order. */
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

  /** Replaces the record: from now on these addresses may be added, and no others. */
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
