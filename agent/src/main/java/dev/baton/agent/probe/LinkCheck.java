package dev.baton.agent.probe;

import dev.baton.agent.core.Sample;
import dev.baton.linux.NetworkInterfaceInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads an interface's state from {@code /sys/class/net}. {@code carrier} cannot be read (EINVAL)
 * while the interface is administratively down. {@code operstate} is {@code up}, or {@code unknown}
 * for drivers that do not report it, such as loopback. Sources: kernel,
 * Documentation/ABI/testing/sysfs-class-net and Documentation/networking/operstates.rst.
 */
final class LinkCheck implements Check {

  private static final Path INTERFACES = Path.of("/sys/class/net");

  private final String name;

  LinkCheck(ProbeSettings.Link settings) {
    this.name = settings.interfaceName();
  }

  @Override
  public Sample look(Duration timeout) throws IOException {
    Path directory = INTERFACES.resolve(name);
    if (!Files.exists(directory)) {
      Optional<NetworkInterfaceInfo> known = NetworkInterfaceInfo.lookup(name);
      if (known.isEmpty()) {
        return gone();
      }
      directory = INTERFACES.resolve(known.orElseThrow().name());
    }
    try {
      return judge(directory);
    } catch (NoSuchFileException e) {
      return gone();
    }
  }

  private Sample gone() {
    return Sample.failed("there is no interface " + name);
  }

  private Sample judge(Path directory) throws IOException {
    String state = Files.readString(directory.resolve("operstate")).strip();
    boolean carrier = hasCarrier(directory);
    boolean usable = state.equals("up") || state.equals("unknown");
    String first = directory.getFileName().toString();
    String called = first.equals(name) ? name : first + " (" + name + ")";
    String seen = called + " is " + state + (carrier ? ", carrier" : ", no carrier");
    return carrier && usable ? Sample.passed(seen) : Sample.failed(seen);
  }

  @Override
  public void giveUp() {}

  private static boolean hasCarrier(Path directory) {
    try {
      return Files.readString(directory.resolve("carrier")).strip().equals("1");
    } catch (IOException down) {
      return false;
    }
  }
}
