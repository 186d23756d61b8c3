package dev.baton.agent.probe;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The settings of one probe. A constructor that refuses a value throws an {@link
 * IllegalArgumentException} with the field, the value and its range.
 */
public sealed interface ProbeSettings {

  /** Returns the settings that every probe has. */
  ProbeCommon common();

  /** Returns the word for this kind of probe in configuration and reports. */
  String kind();

  /** Calls the case for this kind of probe. */
  <R> R match(Cases<R> cases);

  /**
   * One branch per kind of probe.
   *
   * @param <R> what a branch returns
   */
  interface Cases<R> {
    /** Opens a TCP connection. */
    R tcp(Tcp settings);

    /** Sends an HTTP request. */
    R http(Http settings);

    /** Runs a script. */
    R script(Script settings);

    /** Watches a process. */
    R process(RunningProcess settings);

    /** Watches a network interface. */
    R link(Link settings);

    /** Sends an ICMP echo. */
    R gateway(Gateway settings);
  }

  /**
   * Passes when a TCP connection is made and, if {@code expect} is set, the answer contains it.
   *
   * @param common name, weight, schedule
   * @param host host name or address; a name is looked up for each check
   * @param port 1 to 65535
   * @param send what is sent once connected; UTF-8; at most 4096 characters
   * @param expect what the first 64 KiB of the answer must contain; UTF-8; 1 to 4096 characters
   */
  record Tcp(
      ProbeCommon common, String host, int port, Optional<String> send, Optional<String> expect)
      implements ProbeSettings {

    private static final int TEXT_MAX = 4096;

    /** Checks the ranges. */
    public Tcp {
      Range.requireText("host", host, 255);
      Range.require("port", port, 1, 65535);
      send.ifPresent(text -> Range.requireText("send", text, TEXT_MAX));
      expect.ifPresent(text -> Range.requireText("expect", text, TEXT_MAX));
    }

    @Override
    public String kind() {
      return "tcp";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.tcp(this);
    }
  }

  /**
   * Passes when a GET request is answered with one of the statuses and, if {@code body} is set,
   * with a body that matches. Each check opens a new connection and uses no proxy.
   *
   * @param common name, weight, schedule
   * @param url http or https, absolute
   * @param statuses the statuses that pass; each 100 to 599; at least one; sorted
   * @param body a regular expression that must be found in the first 64 KiB of the body
   * @param trust how a TLS server is verified, and whether redirects are followed
   */
  record Http(
      ProbeCommon common,
      URI url,
      SortedSet<Integer> statuses,
      Optional<Pattern> body,
      HttpTrust trust)
      implements ProbeSettings {

    /** 200 to 299. */
    public static final SortedSet<Integer> SUCCESS = successes();

    /** Checks the ranges and freezes the set. */
    public Http {
      String scheme = Optional.ofNullable(url.getScheme()).orElse("");
      boolean known = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
      if (!known || url.getHost() == null) {
        throw new IllegalArgumentException(
            "url: \"" + url + "\" is not an absolute http or https address");
      }
      if (statuses.isEmpty()) {
        throw new IllegalArgumentException("statuses: none is named, 1 to 500 are needed");
      }
      statuses.forEach(status -> Range.require("statuses", status, 100, 599));
      statuses = Collections.unmodifiableSortedSet(new TreeSet<>(statuses));
    }

    @Override
    public String kind() {
      return "http";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.http(this);
    }

    private static SortedSet<Integer> successes() {
      SortedSet<Integer> successes = new TreeSet<>();
      for (int status = 200; status < 300; status++) {
        successes.add(status);
      }
      return Collections.unmodifiableSortedSet(successes);
    }
  }

  /**
   * Passes when the script ends with status 0 within the timeout. At the timeout the script and all
   * its processes are killed. Processes that it leaves behind when it ends by itself are killed as
   * well.
   *
   * @param common name, weight, schedule
   * @param argv program and arguments, started without a shell; 1 to 64. The environment is the
   *     agent's own with {@code BATON_PROBE} added
   */
  record Script(ProbeCommon common, List<String> argv) implements ProbeSettings {

    /** Checks the range and freezes the list. */
    public Script {
      argv = List.copyOf(argv);
      Range.require("command", argv.size(), 1, 64);
      Range.requireText("command", argv.get(0), 4096);
    }

    @Override
    public String kind() {
      return "script";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.script(this);
    }
  }

  /**
   * Passes while a process runs. The kernel reports its end at once. After that the probe looks for
   * a new process each interval.
   *
   * @param common name, weight, schedule
   * @param source where the pid of the process comes from
   */
  record RunningProcess(ProbeCommon common, PidSource source) implements ProbeSettings {
    @Override
    public String kind() {
      return "process";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.process(this);
    }
  }

  /**
   * Passes while a network interface has its carrier and is not down.
   *
   * @param common name, weight, schedule
   * @param interfaceName as {@code ip link} shows it, its first or an alternative name; 1 to 127
   *     characters, no slash
   */
  record Link(ProbeCommon common, String interfaceName) implements ProbeSettings {

    /** The kernel's limit: ALTIFNAMSIZ less the closing zero, {@code <linux/if.h>}. */
    private static final int NAME_MAX = 127;

    /** Checks the name. */
    public Link {
      Range.requireText("interface", interfaceName, NAME_MAX);
      if (interfaceName.indexOf('/') >= 0 || interfaceName.startsWith(".")) {
        throw new IllegalArgumentException(
            "interface: \"" + interfaceName + "\" holds a slash or begins with a dot");
      }
    }

    @Override
    public String kind() {
      return "interface";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.link(this);
    }
  }

  /**
   * Passes when an ICMP echo is answered.
   *
   * @param common name, weight, schedule
   * @param target the host to which the echo is sent
   */
  record Gateway(ProbeCommon common, GatewayTarget target) implements ProbeSettings {
    @Override
    public String kind() {
      return "gateway";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.gateway(this);
    }
  }

  /**
   * Which server certificates an HTTP probe accepts, and whether it follows redirects.
   *
   * @param caFile certificates in PEM form that are trusted in place of the JDK's
   * @param verification whether the server's certificate and name are checked
   * @param redirects whether redirects are followed
   */
  record HttpTrust(Optional<Path> caFile, Verification verification, Redirects redirects) {

    /**
     * The JDK's certificates are trusted, the server is verified, and redirects are not followed.
     */
    public static final HttpTrust DEFAULT =
        new HttpTrust(Optional.empty(), Verification.FULL, Redirects.REFUSED);

    /** Refuses a CA file together with {@link Verification#NONE}. */
    public HttpTrust {
      if (caFile.isPresent() && verification == Verification.NONE) {
        throw new IllegalArgumentException(
            "ca-file: " + caFile.orElseThrow() + " has no effect with insecure");
      }
    }

    /** How a TLS server is checked. */
    public enum Verification {
      /** The certificate chain and the name are verified. */
      FULL,
      /** Nothing is verified: any host may answer in the server's place. */
      NONE
    }

    /** What the probe does about a redirect. */
    public enum Redirects {
      /** The status of the redirect itself counts. */
      REFUSED,
      /** The redirect is followed if it keeps the scheme. */
      FOLLOWED
    }
  }
}
