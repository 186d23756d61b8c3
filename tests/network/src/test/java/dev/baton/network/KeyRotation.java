package dev.baton.network;

import dev.baton.channel.key.ChannelKeyException;
import dev.baton.channel.key.ChannelKeyFile;
import dev.baton.channel.key.KeyFile;
import dev.baton.compose.demo.TestCluster;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;

/**
 * Changes the channel's key again and again as its page says: add, use, remove. After each step it
 * waits until every member has read the file, however long a member is frozen or powered off.
 */
final class KeyRotation implements AutoCloseable {
  private final List<NodeChannel> members;
  private final AtomicBoolean goesOn = new AtomicBoolean(true);
  private final CompletableFuture<Integer> rotations;

  private KeyRotation(List<NodeChannel> members) {
    this.members = members;
    this.rotations = CompletableFuture.supplyAsync(this::rotate);
  }

  /** Begins with keys that every member has. */
  static KeyRotation begin(List<NodeChannel> members) {
    return new KeyRotation(List.copyOf(members));
  }

  /** Ends when the key that is being changed is changed everywhere; returns how many were. */
  int end() throws InterruptedException, ExecutionException, TimeoutException {
    goesOn.set(false);
    return rotations.get(2 * TestCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Begins no further change. */
  @Override
  public void close() {
    goesOn.set(false);
  }

  private int rotate() {
    int changed = 0;
    while (goesOn.get()) {
      changed++;
      add(Duration.ofMinutes(changed));
      share(rearranged(true));
      share(rearranged(false));
    }
    return changed;
  }

  /** A key's id is the second in which it was made, so each is made at a time of its own. */
  private void add(Duration later) {
    try {
      var unused =
          ChannelKeyFile.add(
              members.get(0).keyFile(),
              new SecureRandom(),
              InstantSource.offset(InstantSource.system(), later));
      share(members.get(0).keys());
    } catch (ChannelKeyException e) {
      throw new CompletionException(e);
    }
  }

  /** The first member's keys: the last line above the others, or the first line alone. */
  private String rearranged(boolean lastIsFirst) {
    List<String> lines =
        members.get(0).keys().lines().filter(line -> !line.startsWith("#")).toList();
    List<String> next = new ArrayList<>(lines.subList(0, lines.size() - 1));
    if (lastIsFirst) {
      next.add(0, lines.get(lines.size() - 1));
    }
    return String.join("\n", next) + "\n";
  }

  private void share(String keys) {
    members.forEach(member -> member.writeKeys(keys));
    members.forEach(
        member ->
            Awaitility.await("every member has read the keys")
                .atMost(TestCluster.PATIENCE)
                .until(() -> member.hasRead(KeyFile.read(member.keyFile()).ids())));
  }
}
