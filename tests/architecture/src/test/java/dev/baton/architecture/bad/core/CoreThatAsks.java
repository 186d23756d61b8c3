package dev.baton.architecture.bad.core;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Breaks purity with every member: each gets an answer that another run would not get. */
public final class CoreThatAsks {
  public Optional<String> any(List<String> list) {
    return list.stream().findAny();
  }

  public Map<String, List<String>> grouped(List<String> list) {
    return list.stream().collect(Collectors.groupingBy(x -> x));
  }

  public Map<String, String> mapCopy(Map<String, String> map) {
    return Map.copyOf(map);
  }

  public Map<String, String> mapOf() {
    return Map.of("a", "b", "c", "d");
  }

  public Map<String, String> mapped(List<String> list) {
    return list.stream().collect(Collectors.toMap(x -> x, x -> x));
  }

  public long millis() {
    return System.currentTimeMillis();
  }

  public long nanos() {
    return System.nanoTime();
  }

  public Instant now() {
    return Instant.now();
  }

  public Supplier<Instant> nowByReference() {
    return Instant::now;
  }

  public long parallel(Collection<String> list) {
    return list.parallelStream().count();
  }

  public Set<String> setCopy(Set<String> set) {
    return Set.copyOf(set);
  }

  public Set<String> setOf() {
    return Set.of("a", "b");
  }

  public Set<String> toSet(List<String> list) {
    return list.stream().collect(Collectors.toSet());
  }

  public UUID uuid() {
    return UUID.randomUUID();
  }
}
