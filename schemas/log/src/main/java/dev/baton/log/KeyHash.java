package dev.baton.log;

import dev.baton.model.ClusterId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition a key belongs to: what Kafka's own clients compute for a record with a key and no
 * explicit partition (murmur2 of the key's bytes, made positive, modulo the partition count), so
 * that a foreign producer lands in the same place.
 */
public final class KeyHash {

  private KeyHash() {}

  /** Returns the partition of a cluster's records. */
  public static int partition(ClusterId cluster, int partitions) {
    return partition(cluster.value().getBytes(StandardCharsets.UTF_8), partitions);
  }

  static int partition(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
