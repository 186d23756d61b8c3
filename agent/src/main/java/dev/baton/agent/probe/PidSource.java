package dev.baton.agent.probe;

import java.nio.file.Path;
import java.util.List;

/** Where the process that is to be watched is named. */
public sealed interface PidSource {

  /** Calls the case for this source. */
  <R> R match(Cases<R> cases);

  /**
   * One branch per source.
   *
   * @param <R> what a branch returns
   */
  interface Cases<R> {
    /** In a file. */
    R file(PidFile source);

    /** By what a command prints. */
    R command(PidCommand source);

    /** By systemd. */
    R unit(SystemdUnit source);

    /** Once and for all. */
    R fixed(FixedPid source);
  }

  /**
   * The first line of a file, as daemons write it. A process that has ended is not believed again
   * until the file was written anew, since its number may have been given to another.
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
   * The first line that a command writes to its standard output; nothing or 0 means that there is
   * no process.
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
   * The main process of a systemd unit, asked of systemctl(1) while none is known.
   *
   * @param name the unit's name; 1 to 255 characters, as systemd.unit(5) bounds it
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
   * A number.
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
