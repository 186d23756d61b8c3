package dev.baton.compose.actuators;

import dev.baton.spi.ActuatorFactory;
import dev.baton.spi.CallLimit;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The installed actuators. Those of one cloud are in a directory together with their libraries, and
 * have a class loader of their own. So the libraries of two clouds never conflict, and a service
 * does not load those that it does not use.
 */
public final class ActuatorRegistry implements AutoCloseable {
  private final List<URLClassLoader> loaders = new ArrayList<>();
  private final List<ActuatorFactory> factories = new ArrayList<>();

  private ActuatorRegistry() {}

  /**
   * Opens directories of actuators: the jars in each, and in its {@code lib}. A missing directory
   * is skipped.
   *
   * @param directories separated like a class path; empty: only the actuators on the class path
   */
  public static ActuatorRegistry open(String directories) {
    ProxyVariables.apply();
    KeptConnections.apply();
    ActuatorRegistry registry = new ActuatorRegistry();
    ClassLoader own = ActuatorRegistry.class.getClassLoader();
    ServiceLoader.load(ActuatorFactory.class, own).forEach(registry.factories::add);
    Stream.of(directories.split(File.pathSeparator, -1))
        .filter(name -> !name.isBlank())
        .map(Path::of)
        .filter(Files::isDirectory)
        .forEach(directory -> registry.add(directory, own));
    return registry;
  }

  private void add(Path directory, ClassLoader parent) {
    List<URL> jars = new ArrayList<>();
    for (Path place : List.of(directory, directory.resolve("lib"))) {
      jars.addAll(jars(place));
    }
    URLClassLoader loader = new URLClassLoader(jars.toArray(URL[]::new), parent);
    loaders.add(loader);
    for (ActuatorFactory factory : ServiceLoader.load(ActuatorFactory.class, loader)) {
      if (factory.getClass().getClassLoader() == loader) {
        factories.add(factory);
      }
    }
  }

  private static List<URL> jars(Path place) {
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      List<URL> jars = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".jar")) {
          jars.add(file.toUri().toURL());
        }
      }
      return jars;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the factory of that kind of actuator; empty if there is none. */
  public Optional<ActuatorFactory> factory(String kind) {
    return factories.stream().filter(factory -> factory.kinds().contains(kind)).findFirst();
  }

  /** Returns how many calls a cloud allows an account. */
  public List<CallLimit> limits(String cloud) {
    return factories.stream()
        .filter(factory -> factory.kinds().stream().anyMatch(kind -> kind.startsWith(cloud + "-")))
        .flatMap(factory -> factory.limits().stream())
        .toList();
  }

  /** Returns every kind for which actuators can be made. */
  public List<String> kinds() {
    return factories.stream().flatMap(factory -> factory.kinds().stream()).sorted().toList();
  }

  @Override
  public void close() {
    for (URLClassLoader loader : loaders) {
      try {
        loader.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
