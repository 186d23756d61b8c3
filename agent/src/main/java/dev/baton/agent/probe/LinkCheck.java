package dev.baton.agent.probe;

import dev.baton.agent.core.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Reads an interface's state from {@code /sys/class/net}. {@code carrier} cannot be read (EINVAL)
 * while the interface is administratively down; {@code operstate} is {@code up}, or {@code unknown}
 * for drivers that do not tell, such as loopback: kernel, Documentation/ABI/testing/sysfs-class-net
 * and Documentation/networking/operstates.rst.
 */
final class LinkCheck implements Check {

  private final Path directory;

  LinkCheck(ProbeSettings.Link settings) {
    this.directory = Path.of("/sys/class/net", settings.interfaceName());
  }

  @Override
  public Sample look(Duration timeout) throws IOException {
    String name = directory.getFileName().toString();
    String state;
    try {
      state = Files.readString(directory.resolve("operstate")).strip();
    } catch (NoSuchFileException e) {
      return Sample.failed("there is no interface " + name);
    }
    boolean carrier = hasCarrier();
    boolean usable = state.equals("up") || state.equals("unknown");
    String seen = name + " is " + state + (carrier ? ", carrier" : ", no carrier");
    return carrier && usable ? Sample.passed(seen) : Sample.failed(seen);
  }

  @Override
  public void giveUp() {}

  private boolean hasCarrier() {
    try {
      return Files.readString(directory.resolve("carrier")).strip().equals("1");
    } catch (IOException down) {
      return false;
    }
  }
}
