package dev.baton.arp;

import dev.baton.linux.AddressMonitor;
import dev.baton.linux.Libc;
import dev.baton.linux.NetworkChange;
import dev.baton.linux.NetworkInterfaceInfo;
import dev.baton.linux.SystemCallException;
import dev.baton.linux.Wakeup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches an interface by its name, on a thread of its own: its carrier, its index when it is
 * created again, its removal. It works in the network namespace of the thread that creates it.
 */
final class LinkWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LinkWatch.class);

  /** The state is also read at this interval, in case a change was not reported. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final String name;
  private final Consumer<Optional<NetworkInterfaceInfo>> told;
  private final Wakeup wakeup = new Wakeup();
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts a watch.
   *
   * @param name the interface's name, or an alternative name
   * @param told called with the state whenever it may have changed; empty if there is no such
   *     interface
   */
  LinkWatch(String name, Consumer<Optional<NetworkInterfaceInfo>> told) {
    this.name = name;
    this.told = told;
    this.thread = new Thread(this::run, "link-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends the watch. Idempotent. */
  @Override
  public void close() {
    closed = true;
    wakeup.wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return; // The thread waits on this descriptor, so it must not be closed yet.
    }
    wakeup.close();
  }

  private void run() {
    boolean said = false;
    while (!closed) {
      try (AddressMonitor monitor = new AddressMonitor()) {
        follow(monitor);
      } catch (SystemCallException e) {
        if (!said) {
          LOG.atWarn()
              .addKeyValue("interface", name)
              .log("cannot follow it, trying again: {}", e.getMessage());
        }
        said = true;
        var unused = Libc.awaitReadable(List.of(wakeup.descriptor()), LONGEST_WAIT);
      }
    }
  }

  private void follow(AddressMonitor monitor) {
    while (!closed) {
      told.accept(NetworkInterfaceInfo.lookup(name));
      var ready =
          Libc.awaitReadable(List.of(wakeup.descriptor(), monitor.descriptor()), LONGEST_WAIT);
      if (ready.get(1)) {
        List<NetworkChange> unused = monitor.read();
      }
    }
  }
}
