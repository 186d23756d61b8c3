package dev.baton.agent.probe;

import dev.baton.agent.probe.PidSource.FixedPid;
import dev.baton.agent.probe.PidSource.PidCommand;
import dev.baton.agent.probe.PidSource.PidFile;
import dev.baton.agent.probe.PidSource.SystemdUnit;
import dev.baton.linux.process.Child;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the pid of the process to watch. Used by one thread. */
final class PidLookup {

  /** How many bytes of a pid file are read. PostgreSQL's has eight lines, the pid first. */
  private static final int FILE_BYTES = 4096;

  /** How many characters of a line that is no number are shown. */
  private static final int WORDS_SHOWN = 60;

  private final Way way;
  private final Duration timeout;
  private Optional<Written> seen = Optional.empty();
  private Optional<Written> spent = Optional.empty();
  private OptionalLong over = OptionalLong.empty();
  private String absence = "no process is named";

  /**
   * The content of a pid file and its file key. A file that was replaced has another key or time.
   */
  private record Written(String text, String key) {}

  PidLookup(PidSource source, Duration timeout) {
    this.way = source.match(new Ways());
    this.timeout = timeout;
  }

  /** Returns the pid of the present process; empty if there is none, see {@link #absence()}. */
  Optional<Long> current() throws IOException, InterruptedException {
    return way.read();
  }

  /**
   * Records that a process has ended, so that a new process with the same pid is not taken for it.
   */
  void ended(long pid) {
    spent = seen;
    over = OptionalLong.of(pid);
  }

  /** Returns why there is no process. */
  String absence() {
    return absence;
  }

  private Optional<Long> fromCommand(PidCommand command) throws IOException, InterruptedException {
    String program = command.argv().get(0);
    Optional<String> answer = ask(command.argv());
    return answer.isEmpty() ? Optional.empty() : parse(answer.orElseThrow(), program);
  }

  private Optional<Long> fromUnit(SystemdUnit unit) throws IOException, InterruptedException {
    Optional<String> answer = ask(UnitState.question(unit.name()));
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    UnitState state = UnitState.parse(answer.orElseThrow());
    return state.mainPid() > 0 ? Optional.of(state.mainPid()) : none(state.absence(unit.name()));
  }

  /** Returns the output of a command; empty if it fails, and the reason is kept. */
  private Optional<String> ask(List<String> argv) throws IOException, InterruptedException {
    Child child = Child.ask(argv);
    try {
      Child.Ended ended = child.await(timeout);
      if (ended.exitStatus().equals(Optional.of(0))) {
        return Optional.of(ended.output());
      }
      String said = words(ended);
      absence = argv.get(0) + " failed: " + said;
      return Optional.empty();
    } finally {
      child.kill();
    }
  }

  private String words(Child.Ended ended) {
    if (ended.exitStatus().isEmpty()) {
      return "no end within " + timeout.toMillis() + " ms";
    }
    String said = ended.errors().isEmpty() ? ended.output() : ended.errors();
    return said.isEmpty() ? "exit status " + ended.exitStatus().orElseThrow() : said;
  }

  private Optional<Long> fromFile(Path path) throws IOException {
    Written written;
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      written =
          new Written(
              start(path), Objects.toString(attributes.fileKey()) + attributes.lastModifiedTime());
    } catch (NoSuchFileException e) {
      return none("there is no " + path);
    }
    if (spent.equals(Optional.of(written))) {
      return none("the process that " + path + " names has ended");
    }
    seen = Optional.of(written);
    return parse(written.text(), path.toString());
  }

  /** Reads no more of any file than a pid can need. */
  private static String start(Path path) throws IOException {
    try (InputStream stream = Files.newInputStream(path)) {
      return new String(stream.readNBytes(FILE_BYTES), StandardCharsets.UTF_8);
    }
  }

  private Optional<Long> parse(String text, String who) {
    String first = text.strip().lines().findFirst().orElse("").strip();
    if (first.matches("[1-9][0-9]{0,8}")) {
      return Optional.of(Long.parseLong(first));
    }
    String shown = first.substring(0, Math.min(first.length(), WORDS_SHOWN));
    return none(
        first.isEmpty() || first.equals("0")
            ? who + " names no process"
            : who + " names no process: its first line is \"" + shown + "\", not a number");
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
    public Way unit(SystemdUnit source) {
      return () -> fromUnit(source);
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
