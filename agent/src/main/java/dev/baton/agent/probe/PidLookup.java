package dev.baton.agent.probe;

import dev.baton.agent.os.Child;
import dev.baton.agent.probe.PidSource.FixedPid;
import dev.baton.agent.probe.PidSource.PidCommand;
import dev.baton.agent.probe.PidSource.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the number of the process to watch. Used by one thread. */
final class PidLookup {

  private final Way way;
  private final Duration timeout;
  private Optional<Written> seen = Optional.empty();
  private Optional<Written> spent = Optional.empty();
  private OptionalLong over = OptionalLong.empty();
  private String absence = "no process is named";

  /** One writing of a pid file: a file that is put in place anew has another key or time. */
  private record Written(String text, String key) {}

  PidLookup(PidSource source, Duration timeout) {
    this.way = source.match(new Ways());
    this.timeout = timeout;
  }

  /** Returns the process that is named now; empty: see {@link #absence()}. */
  Optional<Long> current() throws IOException, InterruptedException {
    return way.read();
  }

  /** Takes note that a process has ended, so that its number is not taken for another's. */
  void ended(long pid) {
    spent = seen;
    over = OptionalLong.of(pid);
  }

  /** Returns why there was none. */
  String absence() {
    return absence;
  }

  private Optional<Long> fromCommand(PidCommand command) throws IOException, InterruptedException {
    Child child = Child.start(command.argv(), Map.of());
    try {
      Child.Ended ended = child.await(timeout);
      if (!ended.exitStatus().equals(Optional.of(0))) {
        return none(command.argv().get(0) + " failed: " + ended.output());
      }
      return parse(ended.output(), command.argv().get(0) + " names no process");
    } finally {
      child.kill();
    }
  }

  private Optional<Long> fromFile(Path path) throws IOException {
    Written written;
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      written =
          new Written(
              Files.readString(path),
              Objects.toString(attributes.fileKey()) + attributes.lastModifiedTime());
    } catch (NoSuchFileException e) {
      return none("there is no " + path);
    }
    if (spent.equals(Optional.of(written))) {
      return none("the process that " + path + " names has ended");
    }
    seen = Optional.of(written);
    return parse(written.text(), path + " names no process");
  }

  private Optional<Long> parse(String text, String otherwise) {
    String first = text.strip().lines().findFirst().orElse("").strip();
    return first.matches("[1-9][0-9]{0,9}") ? Optional.of(Long.parseLong(first)) : none(otherwise);
  }

  private Optional<Long> none(String why) {
    absence = why;
    return Optional.empty();
  }

  /** How one kind of source is read. */
  private interface Way {
    Optional<Long> read() throws IOException, InterruptedException;
  }

  private final class Ways implements PidSource.Cases<Way> {
    @Override
    public Way file(PidFile source) {
      return () -> fromFile(source.path());
    }

    @Override
    public Way command(PidCommand source) {
      return () -> fromCommand(source);
    }

    @Override
    public Way fixed(FixedPid source) {
      return () ->
          over.isPresent()
              ? none("process " + source.pid() + " has ended")
              : Optional.of(source.pid());
    }
  }
}
