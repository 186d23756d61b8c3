package dev.baton.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;

/** Whoever waits says how long at most. */
final class Deadlines {
  /** What waits for as long as it takes, by class and name; each has a sibling with a time-out. */
  private static final Map<Class<?>, Set<String>> ENDLESS =
      Map.ofEntries(
          Map.entry(BlockingQueue.class, Set.of("take", "takeFirst", "takeLast", "transfer")),
          Map.entry(CompletionService.class, Set.of("take")),
          Map.entry(Condition.class, Set.of("await", "awaitUninterruptibly")),
          Map.entry(CountDownLatch.class, Set.of("await")),
          Map.entry(CyclicBarrier.class, Set.of("await")),
          Map.entry(Exchanger.class, Set.of("exchange")),
          Map.entry(ExecutorService.class, Set.of("close", "invokeAll", "invokeAny")),
          Map.entry(Future.class, Set.of("get", "join")),
          Map.entry(LockSupport.class, Set.of("park")),
          Map.entry(Object.class, Set.of("wait")),
          Map.entry(Phaser.class, Set.of("arriveAndAwaitAdvance", "awaitAdvance")),
          Map.entry(Process.class, Set.of("waitFor")),
          Map.entry(Semaphore.class, Set.of("acquire", "acquireUninterruptibly")),
          Map.entry(Thread.class, Set.of("join")));

  /** Of Awaitility, which has a deadline of its own else. */
  private static final Set<String> AWAITILITY = Set.of("forever", "untilForever");

  private static final Set<String> LIMITS = Set.of("orTimeout", "completeOnTimeout");

  /**
   * Who may: {@code class.method}. The frame ends the process of a service that has not ended at
   * its deadline, whatever its threads still do.
   */
  private static final Set<String> ALLOWED =
      Set.of(
          // Until Ctrl-C, SIGTERM, or until it is killed.
          "UserNamespace.run",
          "WhereService.main",
          // What a thread of a service does until it is closed.
          "ArpVipAddresses.next",
          "StoredPartition.await",
          // At a service's end: its own thread, which has been told and still uses what is closed.
          "ArpVipAddresses.close",
          "ArpVipAddresses.closeBinding",
          "InMemoryMembership.close",
          "InMemoryReader.join",
          "LinkWatch.close",
          "BindingService.close",
          "Responder.close",
          "WatchedAddresses.close",
          // The operator is shown what apt-get says only at its end, and may break it off.
          "Prerequisites.run",
          // A cloud's call, which has a deadline of its own.
          "Lanes.awaitEnd");

  private Deadlines() {}

  /** Nobody waits for ever, for a thread, a process or an answer. */
  static ArchRule nobodyWaitsForEver() {
    return noClasses()
        .should()
        .accessTargetWhere(describe("it may never come back", Deadlines::isEndless));
  }

  /** Those who may although, {@code class.method}. */
  static Set<String> allowed() {
    return ALLOWED;
  }

  /** Whether the rule is needed for whoever is allowed: the code that it was for may have left. */
  static boolean isEndlessBut(JavaAccess<?> access) {
    return waits(access) && !isLimited(access);
  }

  private static boolean isEndless(JavaAccess<?> access) {
    return isEndlessBut(access) && !ALLOWED.contains(origin(access));
  }

  /** Who does it; what a lambda does is done by the method that it stands in. */
  static String origin(JavaAccess<?> access) {
    return access.getOriginOwner().getSimpleName() + "." + access.getOrigin().getName();
  }

  private static boolean waits(JavaAccess<?> access) {
    if (!(access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target)) {
      return false;
    }
    JavaClass owner = target.getOwner();
    return ENDLESS.entrySet().stream()
            .anyMatch(
                each ->
                    owner.isAssignableTo(each.getKey())
                        && each.getValue().contains(target.getName())
                        && !hasTimeOut(target))
        || (owner.getPackageName().startsWith("org.awaitility")
            && AWAITILITY.contains(target.getName()));
  }

  /** A length and its unit, or milliseconds. */
  private static boolean hasTimeOut(AccessTarget.CodeUnitAccessTarget target) {
    return target.getRawParameterTypes().stream()
        .map(JavaClass::getName)
        .anyMatch(Set.of("long", "java.time.Duration")::contains);
  }

  /** A future that fails by itself after a time does not make anybody wait for ever. */
  private static boolean isLimited(JavaAccess<?> access) {
    return Optional.of(access.getTargetOwner())
        .filter(owner -> owner.isAssignableTo(CompletableFuture.class))
        .map(
            owner ->
                access.getOrigin().getMethodCallsFromSelf().stream()
                    .anyMatch(call -> LIMITS.contains(call.getTarget().getName())))
        .orElse(false);
  }
}
