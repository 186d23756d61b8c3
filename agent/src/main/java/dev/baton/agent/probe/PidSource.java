package dev.baton.agent.probe;

import java.nio.file.Path;
import java.util.List;

/** Where the pid of the process to watch comes from. */
public sealed interface PidSource {

  /** Calls the case for this source. */
  <R> R match(Cases<R> cases);

  /**
   * One branch per source.
   *
   * @param <R> what a branch returns
   */
  interface Cases<R> {
    /** A file. */
    R file(PidFile source);

    /** The output of a command. */
    R command(PidCommand source);

    /** systemd. */
    R unit(SystemdUnit source);

    /** The configuration. */
    R fixed(FixedPid source);
  }

  /**
   * The first line of a pid file, as daemons write it. When the process has ended, the file is not
   * trusted until it is written again, because another process may have got the same pid.
   *
   * @param path the file
   */
  record PidFile(Path path) implements PidSource {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.file(this);
    }
  }

  /**
   * The first line of a command's standard output. Nothing or 0 means that there is no process.
   *
   * @param argv program and arguments; 1 to 64
   */
  record PidCommand(List<String> argv) implements PidSource {

    /** Checks the range and freezes the list. */
    public PidCommand {
      argv = List.copyOf(argv);
      Range.require("command", argv.size(), 1, 64);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.command(this);
    }
  }

  /**
   * The main process of a systemd unit. systemctl(1) is asked while no main process is known.
   *
   * @param name the unit's name; 1 to 255 characters, the limit of systemd.unit(5)
   */
  record SystemdUnit(String name) implements PidSource {

    /** Checks the range. */
    public SystemdUnit {
      Range.requireText("unit", name, 255);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.unit(this);
    }
  }

  /**
   * A fixed pid.
   *
   * @param pid 1 or more
   */
  record FixedPid(long pid) implements PidSource {

    /** Checks the range. */
    public FixedPid {
      if (pid < 1 || pid > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "pid: " + pid + " is not within 1 to " + Integer.MAX_VALUE);
      }
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.fixed(this);
    }
  }
}
