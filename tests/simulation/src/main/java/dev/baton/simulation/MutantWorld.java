package dev.baton.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles a mutant from the sources, and runs the simulation with it in the place of the code. */
public final class MutantWorld {
  private final Class<?> simulation;

  private MutantWorld(Class<?> simulation) {
    this.simulation = simulation;
  }

  /**
   * Makes a mutant.
   *
   * @throws IllegalStateException if the sources are not there, or have changed where the mutant
   *     changes them: then the mutant has to be described anew
   */
  public static MutantWorld of(Mutant mutant) {
    Map<String, byte[]> classes = compile(changed(mutant));
    Loader loader = new Loader(classes);
    try {
      return new MutantWorld(loader.loadClass(Simulation.class.getName()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the simulation is not on its own class path", e);
    }
  }

  /** Runs a seed; returns what does not hold. */
  public Optional<String> run(long seed, Profile profile) {
    return call("verdict", List.of(long.class, String.class), seed, profile.name());
  }

  /** Plays a story; returns what does not hold. */
  public Optional<String> play(String story) {
    return call("verdictOf", List.of(String.class), story);
  }

  private Optional<String> call(String name, List<Class<?>> types, Object... arguments) {
    try {
      Method method = simulation.getMethod(name, types.toArray(Class<?>[]::new));
      String verdict = (String) method.invoke(null, arguments);
      return verdict.isEmpty() ? Optional.empty() : Optional.of(verdict);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the mutant cannot be run", e);
    }
  }

  private static Map<Path, String> changed(Mutant mutant) {
    Map<Path, String> sources = new TreeMap<>();
    for (Mutant.Change change : mutant.changes()) {
      Path file = root().resolve(change.file());
      String before = sources.computeIfAbsent(file, MutantWorld::read);
      int at = before.indexOf(change.from());
      if (at < 0 || before.indexOf(change.from(), at + 1) >= 0) {
        throw new IllegalStateException(
            "mutant "
                + mutant.name()
                + ": this does not stand exactly once in "
                + change.file()
                + " any more: "
                + change.from());
      }
      sources.put(file, before.replace(change.from(), change.to()));
    }
    return sources;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The checkout: the nearest directory upwards that has the sources. */
  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (here != null && !Files.isDirectory(here.resolve("arbiter/src/main/java"))) {
      here = here.getParent();
    }
    if (here == null) {
      throw new IllegalStateException("mutants are made from the sources: run in the checkout");
    }
    return here;
  }

  private static Map<String, byte[]> compile(Map<Path, String> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("mutants are compiled: a JDK is needed, not a JRE");
    }
    List<Source> units =
        sources.entrySet().stream().map(of -> new Source(of.getKey(), of.getValue())).toList();
    StringWriter said = new StringWriter();
    Results results = new Results(compiler.getStandardFileManager(null, null, null));
    List<String> options =
        List.of(
            "-proc:none",
            "-nowarn",
            "-Xlint:none",
            "-classpath",
            String.valueOf(System.getProperty("java.class.path")));
    if (!compiler.getTask(said, results, null, options, null, units).call()) {
      throw new IllegalStateException("the mutant does not compile: " + said);
    }
    return results.classes();
  }

  /** A changed source file. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(Path file, String text) {
      super(file.toUri(), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps what is compiled in memory. */
  private static final class Results extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

    Results(JavaFileManager manager) {
      super(manager);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + name + kind.extension), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          written.put(name, bytes);
          return bytes;
        }
      };
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new TreeMap<>();
      written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }
  }

  /** Loads cores and simulation anew, the changed classes among them. */
  private static final class Loader extends ClassLoader {
    private static final List<String> ANEW =
        List.of(
            "dev.baton.simulation.",
            "dev.baton.arbiter.fold.",
            "dev.baton.arbiter.server.core.",
            "dev.baton.holdover.",
            "dev.baton.lease.core.");

    private final Map<String, byte[]> changed;

    Loader(Map<String, byte[]> changed) {
      super(MutantWorld.class.getClassLoader());
      this.changed = changed;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (ANEW.stream().noneMatch(name::startsWith)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      byte[] bytes = changed.containsKey(name) ? changed.get(name) : original(name);
      return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] original(String name) throws ClassNotFoundException {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
