package dev.baton.agent.probe;

import dev.baton.agent.core.Sample;
import dev.baton.linux.process.Child;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Runs a script. None of its processes is left when the check is over. */
final class ScriptCheck implements Check {

  private final ProbeSettings.Script settings;

  ScriptCheck(ProbeSettings.Script settings) {
    this.settings = settings;
  }

  @Override
  public Sample look(Duration timeout) throws IOException, InterruptedException {
    Child child = Child.start(settings.argv(), Map.of("BATON_PROBE", settings.common().name()));
    try {
      return judge(child.await(timeout), timeout);
    } finally {
      child.kill();
    }
  }

  /** Does nothing: the script is killed at its timeout, or when its thread is interrupted. */
  @Override
  public void giveUp() {}

  private static Sample judge(Child.Ended ended, Duration timeout) {
    String output = ended.output().isEmpty() ? "" : ": " + ended.output();
    if (ended.exitStatus().isEmpty()) {
      return Sample.failed("killed after " + timeout.toMillis() + " ms" + output);
    }
    int status = ended.exitStatus().orElseThrow();
    String said = "exit status " + status + output;
    return status == 0 ? Sample.passed(said) : Sample.failed(said);
  }
}
