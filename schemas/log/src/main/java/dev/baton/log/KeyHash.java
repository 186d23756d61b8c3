package dev.baton.log;

import dev.baton.model.ClusterId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Computes to which partition a key belongs, as Kafka's own clients do for a record with a key and
 * no explicit partition: murmur2 of the key's bytes, made positive, modulo the number of
 * partitions. So a foreign producer writes to the same partition.
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
