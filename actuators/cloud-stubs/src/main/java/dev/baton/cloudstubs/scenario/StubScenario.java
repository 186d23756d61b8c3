package dev.baton.cloudstubs.scenario;

import dev.baton.cloudstubs.StubServer.Platform;
import java.util.Optional;
import java.util.SortedMap;

/** A cloud that has everything that one cluster's binding is about. */
public interface StubScenario {

  /** Returns the API. */
  Platform platform();

  /** Returns the binding's settings, but for {@code endpoint}. */
  SortedMap<String, String> settings();

  /**
   * Returns to which node the cloud sends what is for the VIPs now: its data path, not what its API
   * tells. Empty when that is nobody, or not the same one for all parts.
   */
  Optional<String> truth();

  /**
   * Whatever is changed from now on stays pending, or no more.
   *
   * @return whether this platform carries changes out after it has accepted them
   */
  default boolean hold(boolean pending) {
    return false;
  }

  /** Somebody makes everything point to that node, past the API; in effect at once. */
  void meddle(String node);
}
