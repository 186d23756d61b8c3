package dev.baton.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who may know whom. Agents, arbiters and actuators meet in the schemas only. The command puts them
 * together, and knows nothing of the demonstration, which shows it: that never comes onto a node.
 */
record Layer(String name, List<Layer> below) {
  private static final Layer MODEL = new Layer("model", List.of());
  private static final Layer CODEC = new Layer("codec", List.of(MODEL));
  private static final Layer SCHEDULING = new Layer("scheduling", List.of());
  private static final Layer LOG = new Layer("log", List.of(SCHEDULING, CODEC, MODEL));
  private static final Layer LOG_CONTRACT = new Layer("log.contract", List.of(LOG, CODEC, MODEL));
  private static final Layer LOG_KEEPER = new Layer("log.keeper", List.of(LOG, MODEL));
  private static final Layer LOG_MEMORY = new Layer("log.memory", List.of(LOG, CODEC, MODEL));
  private static final Layer LINUX = new Layer("linux", List.of());
  private static final Layer AGENT =
      new Layer("agent", List.of(SCHEDULING, LINUX, LOG, CODEC, MODEL));
  private static final Layer FOLD = new Layer("arbiter.fold", List.of(MODEL));
  private static final Layer VIEW = new Layer("arbiter.view", List.of(FOLD, LOG, MODEL));
  private static final Layer SERVER =
      new Layer("arbiter.server", List.of(SCHEDULING, FOLD, LOG, MODEL));
  private static final Layer SPI = new Layer("spi", List.of(MODEL));
  private static final Layer CLOUD_STUBS = new Layer("cloudstubs", List.of(SPI));
  private static final Layer TESTKIT = new Layer("testkit", List.of(CLOUD_STUBS, SPI, MODEL));
  private static final Layer RUNTIME =
      new Layer("runtime", List.of(SCHEDULING, SPI, LOG, CODEC, MODEL));
  private static final Layer AWS = new Layer("aws", List.of(SPI, MODEL));
  private static final Layer AZURE = new Layer("azure", List.of(SPI, MODEL));
  private static final Layer GCP = new Layer("gcp", List.of(SPI, MODEL));
  private static final Layer HOLDOVER = new Layer("holdover", List.of(MODEL));
  private static final Layer LEASE =
      new Layer("lease", List.of(SCHEDULING, LINUX, LOG, HOLDOVER, MODEL));
  private static final Layer ARP = new Layer("arp", List.of(LEASE, LINUX, LOG, MODEL));
  private static final Layer RESPONDER = new Layer("responder", List.of(LEASE, LINUX, LOG, MODEL));
  private static final Layer CHANNEL = new Layer("channel", List.of(SCHEDULING, LOG, MODEL));
  private static final Layer JVM = new Layer("jvm", List.of());
  private static final Layer BROKER = new Layer("broker", List.of(JVM));
  private static final Layer NETLAB = new Layer("compose.netlab", List.of(JVM, ARP, LINUX));
  private static final Layer CONFIG = new Layer("compose.config", List.of(MODEL));
  private static final Layer CONVERT = new Layer("compose.convert", List.of(CONFIG, MODEL));
  private static final Layer SERVICE =
      new Layer("compose.service", List.of(SCHEDULING, CONFIG, LINUX, LOG));
  private static final Layer COMPOSE =
      new Layer(
          "compose",
          List.of(
              SCHEDULING,
              MODEL,
              LOG,
              LINUX,
              AGENT,
              FOLD,
              VIEW,
              SERVER,
              SPI,
              RUNTIME,
              LEASE,
              ARP,
              RESPONDER,
              CHANNEL,
              CONFIG,
              CONVERT,
              SERVICE));
  private static final Layer DEMO =
      new Layer(
          "compose.demo",
          List.of(
              SCHEDULING,
              MODEL,
              LOG,
              FOLD,
              VIEW,
              SERVER,
              LINUX,
              BROKER,
              NETLAB,
              CONFIG,
              SERVICE,
              CHANNEL,
              COMPOSE));
  private static final Layer SIMULATION =
      new Layer("simulation", List.of(MODEL, CODEC, LOG, FOLD, VIEW, SERVER, SPI, LEASE));
  private static final Layer BENCH =
      new Layer(
          "bench",
          List.of(
              SCHEDULING,
              MODEL,
              CODEC,
              LOG,
              FOLD,
              VIEW,
              SERVER,
              LINUX,
              LEASE,
              ARP,
              BROKER,
              NETLAB,
              SERVICE,
              DEMO));

  /** Every layer, a lower one before those that know it. */
  static List<Layer> all() {
    return List.of(
        MODEL,
        CODEC,
        SCHEDULING,
        LOG,
        LOG_CONTRACT,
        LOG_KEEPER,
        LOG_MEMORY,
        LINUX,
        AGENT,
        FOLD,
        VIEW,
        SERVER,
        SPI,
        CLOUD_STUBS,
        TESTKIT,
        RUNTIME,
        AWS,
        AZURE,
        GCP,
        HOLDOVER,
        LEASE,
        ARP,
        RESPONDER,
        CHANNEL,
        JVM,
        BROKER,
        NETLAB,
        CONFIG,
        CONVERT,
        SERVICE,
        COMPOSE,
        DEMO,
        SIMULATION,
        BENCH);
  }

  /** The layer of that name. */
  static Layer named(String name) {
    return all().stream().filter(layer -> layer.name.equals(name)).findFirst().orElseThrow();
  }

  /** Classes of this layer depend on no class of ours but its own and those of the layers below. */
  ArchRule rule() {
    return classes()
        .that(ownClasses())
        .should()
        .onlyDependOnClassesThat(
            JavaClass.Predicates.resideOutsideOfPackage("dev.baton..")
                .or(
                    Stream.concat(Stream.of(this), below.stream())
                        .map(Layer::ownClasses)
                        .reduce((one, other) -> one.or(other))
                        .orElseThrow())
                .as("are not ours or of %s or of %s", name, below))
        .allowEmptyShould(true);
  }

  /** Those of a layer that has its place within this one's packages are not this one's. */
  private DescribedPredicate<JavaClass> ownClasses() {
    String[] inner =
        all().stream()
            .filter(layer -> layer.name.startsWith(name + "."))
            .map(Layer::packages)
            .toArray(String[]::new);
    return JavaClass.Predicates.resideInAPackage(packages())
        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(inner)))
        .as("are of %s", name);
  }

  /** Every class of ours has a layer, so that a new package has to be given its place here. */
  static ArchRule everyClassHasOne() {
    return classes()
        .that()
        .resideInAPackage("dev.baton..")
        .should()
        .resideInAnyPackage(allPackages());
  }

  private static String[] allPackages() {
    return all().stream().map(Layer::packages).toArray(String[]::new);
  }

  private String packages() {
    return "dev.baton." + name + "..";
  }

  @Override
  public String toString() {
    return name;
  }
}
