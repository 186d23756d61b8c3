package dev.baton.architecture.bad.core;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;

/** Breaks purity with every member: each knows a class that a core must not know. */
public final class CoreThatKnowsTheWorld {
  public void clock(Clock clock) {}

  public void executor(Executor executor) {}

  public void file(Path path) {}

  public Map<String, String> hashMap() {
    return new HashMap<>();
  }

  public Set<String> hashSet() {
    return new HashSet<>();
  }

  public void logger(Logger logger) {}

  public void random(Random random) {}

  public void thread(Thread[] threads) {}
}
