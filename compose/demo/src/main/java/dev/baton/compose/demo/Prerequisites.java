package dev.baton.compose.demo;

import dev.baton.compose.netlab.ProgramPath;
import dev.baton.linux.SharedLibrary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Checks what the demonstration needs of the machine, and installs what is missing if it may. */
final class Prerequisites {
  private static final long TEST_SECONDS = 30;

  private final PrintStream out;

  Prerequisites(PrintStream out) {
    this.out = out;
  }

  /** A missing program: what it is for, and its Debian package. */
  private record Missing(String what, String debianPackage) {}

  /**
   * Checks the machine. As root on Debian it installs what is missing: it asks first on a terminal,
   * and otherwise prints that it does.
   *
   * @return what is still missing, one line each; empty if nothing is
   */
  List<String> ensure() throws IOException, InterruptedException {
    Optional<String> unable = unable();
    if (unable.isPresent()) {
      return List.of(unable.orElseThrow());
    }
    List<Missing> missing = missing();
    if (!missing.isEmpty() && mayInstall(missing)) {
      install(missing);
      missing = missing();
    }
    return missing.stream()
        .map(each -> each.what() + "; on Debian: apt-get install " + each.debianPackage())
        .toList();
  }

  private static Optional<String> unable() {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      return Optional.of("Linux: the demonstration lives in network namespaces");
    }
    if (!UserNamespace.isRoot()) {
      return Optional.of(
          "the right to make network namespaces: run it as root, or allow unprivileged user"
              + " namespaces (sysctl kernel.unprivileged_userns_clone=1, and on Ubuntu"
              + " kernel.apparmor_restrict_unprivileged_userns=0)");
    }
    return Optional.empty();
  }

  private static List<Missing> missing() {
    List<Missing> missing = new ArrayList<>();
    if (!isThere("ip")) {
      missing.add(new Missing("the ip command, to make network namespaces", "iproute2"));
    }
    if (!isThere("sysctl")) {
      missing.add(new Missing("the sysctl command", "procps"));
    }
    if (SharedLibrary.obstacle("libnftables.so.1").isPresent()) {
      missing.add(
          new Missing("libnftables.so.1, by which the kernel enforces the lease", "nftables"));
    }
    return missing;
  }

  private boolean mayInstall(List<Missing> missing) throws IOException, InterruptedException {
    boolean debian = Files.exists(Path.of("/etc/debian_version")) && isThere("apt-get");
    if (!debian || !Files.isWritable(Path.of("/var/lib/dpkg"))) {
      return false;
    }
    String packages = packages(missing);
    if (!onTerminal()) {
      out.println("Installing what is missing: apt-get install " + packages);
      return true;
    }
    out.print("Missing: " + packages + ". Install by apt-get? [Y/n] ");
    out.flush();
    BufferedReader answers =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    String answer = answers.readLine();
    return answer != null && !answer.strip().toLowerCase(Locale.ROOT).startsWith("n");
  }

  /** Newer JDKs have a console even without a terminal. */
  private static boolean onTerminal() throws IOException, InterruptedException {
    Process test = new ProcessBuilder("sh", "-c", "test -t 0 && test -t 1").inheritIO().start();
    return test.waitFor(TEST_SECONDS, TimeUnit.SECONDS) && test.exitValue() == 0;
  }

  private void install(List<Missing> missing) throws IOException, InterruptedException {
    List<String> install =
        new ArrayList<>(List.of("apt-get", "install", "-y", "-q", "--no-install-recommends"));
    missing.forEach(each -> install.add(each.debianPackage()));
    if (run(List.of("apt-get", "update", "-q")) != 0 || run(install) != 0) {
      out.println("apt-get failed, see above");
    }
  }

  private int run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = ProgramPath.own().command(command).redirectErrorStream(true);
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    Process process = builder.start();
    process.getOutputStream().close();
    List<String> said = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      reader.lines().forEach(said::add);
    }
    int status = process.waitFor();
    if (status != 0) {
      said.forEach(line -> out.println("  " + line));
    }
    return status;
  }

  private static String packages(List<Missing> missing) {
    return String.join(" ", missing.stream().map(Missing::debianPackage).toList());
  }

  private static boolean isThere(String command) {
    return ProgramPath.own().find(command).isPresent();
  }
}
