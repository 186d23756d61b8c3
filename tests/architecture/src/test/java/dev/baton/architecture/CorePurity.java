package dev.baton.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/**
 * What the cores, the model and what actuators promise may touch: values, and nothing whose answer
 * depends on when, where or in which process it is asked. The same log must give the same decisions
 * everywhere.
 */
final class CorePurity {
  private static final String[] PURE = {
    "dev.baton..core..",
    "dev.baton.arbiter.fold..",
    "dev.baton.holdover..",
    "dev.baton.model..",
    "dev.baton.spi.."
  };

  /** Packages whose classes are values or work on values; exceptions below. */
  private static final Set<String> ALLOWED_PACKAGES =
      Set.of(
          "java.lang",
          "java.lang.annotation",
          "java.math",
          "java.time.temporal",
          "java.util",
          "java.util.function",
          "java.util.regex",
          "java.util.stream",
          "org.jspecify.annotations");

  private static final Set<String> ALLOWED_CLASSES =
      Set.of(
          "java.io.Serializable",
          "java.net.InetAddress",
          "java.net.UnknownHostException",
          "java.nio.charset.Charset",
          "java.nio.charset.StandardCharsets",
          "java.time.DateTimeException",
          "java.time.Duration",
          "java.time.Instant",
          "java.time.format.DateTimeParseException");

  /** Clocks, randomness, threads, the outside, and collections ordered by hash. */
  private static final Set<String> FORBIDDEN_CLASSES =
      Set.of(
          "java.lang.ClassLoader",
          "java.lang.InheritableThreadLocal",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ProcessHandle",
          "java.lang.Runtime",
          "java.lang.Thread",
          "java.lang.ThreadGroup",
          "java.lang.ThreadLocal",
          "java.util.Calendar",
          "java.util.Date",
          "java.util.GregorianCalendar",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.Hashtable",
          "java.util.IdentityHashMap",
          "java.util.Properties",
          "java.util.Random",
          "java.util.ResourceBundle",
          "java.util.Scanner",
          "java.util.ServiceLoader",
          "java.util.SplittableRandom",
          "java.util.TimeZone",
          "java.util.Timer",
          "java.util.TimerTask",
          "java.util.WeakHashMap");

  /** Members of classes that are allowed otherwise: {@code simple class name.member}. */
  private static final Set<String> FORBIDDEN_MEMBERS =
      Set.of(
          "Class.forName",
          "Class.getResource",
          "Class.getResourceAsStream",
          "Collections.shuffle",
          "Collectors.groupingByConcurrent",
          "Collectors.toConcurrentMap",
          "Collectors.toSet",
          "Collectors.toUnmodifiableMap",
          "Collectors.toUnmodifiableSet",
          "InetAddress.getAllByName",
          "InetAddress.getByName",
          "InetAddress.getCanonicalHostName",
          "InetAddress.getHostName",
          "InetAddress.getLocalHost",
          "InetAddress.isReachable",
          "Instant.now",
          "Locale.getDefault",
          "Map.copyOf",
          "Map.of",
          "Map.ofEntries",
          "Math.random",
          "Set.copyOf",
          "Set.of",
          "UUID.randomUUID");

  /** Fewer parameters than this, and the collector chooses a {@code HashMap} by itself. */
  private static final int GROUPING_BY_WITH_MAP = 3;

  private static final int TO_MAP_WITH_MAP = 4;

  private CorePurity() {}

  /** Pure code knows only its own package family, the model, and Java's values. */
  static ArchRule knowsOnlyValues() {
    return classes()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe("are values or pure themselves", CorePurity::allowed))
        .allowEmptyShould(true);
  }

  /** Pure code asks nothing whose answer could differ from one run to the next. */
  static ArchRule asksNothingThatVaries() {
    return noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe("the answer may vary from run to run", CorePurity::varies))
        .allowEmptyShould(true);
  }

  private static boolean allowed(JavaClass dependency) {
    JavaClass type = dependency.getBaseComponentType();
    if (type.isPrimitive() || JavaClass.Predicates.resideInAnyPackage(PURE).test(type)) {
      return true;
    }
    String name = type.getName();
    return ALLOWED_CLASSES.contains(name)
        || (ALLOWED_PACKAGES.contains(type.getPackageName())
            && !FORBIDDEN_CLASSES.contains(outermost(name)));
  }

  private static String outermost(String className) {
    int nested = className.indexOf('$');
    return nested < 0 ? className : className.substring(0, nested);
  }

  private static boolean varies(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    String owner = target.getOwner().getSimpleName();
    String member = target.getName();
    return FORBIDDEN_MEMBERS.contains(owner + "." + member)
        || (owner.equals("System") && !member.equals("arraycopy"))
        || (target.getOwner().getPackageName().startsWith("java.util") && unordered(member))
        || choosesHashMap(target, owner + "." + member);
  }

  private static boolean unordered(String member) {
    return member.startsWith("parallel") || member.equals("unordered") || member.equals("findAny");
  }

  private static boolean choosesHashMap(AccessTarget target, String member) {
    if (!(target instanceof AccessTarget.CodeUnitAccessTarget codeUnit)) {
      return false;
    }
    int parameters = codeUnit.getRawParameterTypes().size();
    return (member.equals("Collectors.groupingBy") && parameters < GROUPING_BY_WITH_MAP)
        || (member.equals("Collectors.toMap") && parameters < TO_MAP_WITH_MAP);
  }
}
