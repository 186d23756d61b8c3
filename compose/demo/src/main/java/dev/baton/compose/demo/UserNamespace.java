package dev.baton.compose.demo;

import dev.baton.compose.netlab.ProgramPath;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A user namespace in which this user is root over network namespaces of its own
 * (user_namespaces(7)), if the system allows everybody to create one.
 */
final class UserNamespace {
  private static final List<String> ENTER =
      List.of("unshare", "--user", "--map-root-user", "--net", "--mount");

  /**
   * {@code ip netns} keeps names in /run, which belongs to another user outside of the namespace.
   */
  private static final String OWN_RUN = "mount -t tmpfs tmpfs /run && exec \"$@\"";

  private static final long ATTEMPT_SECONDS = 30;

  private UserNamespace() {}

  /** Tells whether this process is root in its user namespace. */
  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Tells whether this system allows this user to create one. */
  static boolean isAllowed() throws InterruptedException {
    List<String> attempt = new ArrayList<>(ENTER);
    attempt.add("true");
    try {
      Process process =
          ProgramPath.own()
              .command(attempt)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(ATTEMPT_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      // Without unshare(1) none can be created.
      return false;
    }
  }

  /**
   * Runs this program again inside, with the same terminal.
   *
   * @return its exit status
   */
  static int run(String mainClass, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(ENTER);
    command.addAll(List.of("sh", "-c", OWN_RUN, "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    Process inside = ProgramPath.own().command(command).inheritIO().start();
    Thread onExit = new Thread(inside::destroy, "leave-user-namespace");
    Runtime.getRuntime().addShutdownHook(onExit);
    return inside.waitFor();
  }
}
