package dev.baton.compose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.cli.BatonWorld.Run;
import dev.baton.compose.config.Config;
import dev.baton.compose.wiring.LogOpener;
import dev.baton.log.EventLog;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slips of the pen on the command line. No log is opened by any of them. */
class CommandLineTest {

  private static Run baton(String line) {
    return BatonWorld.baton(new Untouched(), line.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stauts | baton: \"stauts\" is no verb; did you mean status?",
        "switch-over web | baton: \"switch-over\" is no verb; did you mean switchover?",
        "frobnicate | baton: \"frobnicate\" is no verb",
        "demmo | baton: \"demmo\" is no verb; did you mean demo?",
        "demo --keep | baton: \"demo\" is for trying out, and not part of what runs on nodes; run"
            + " ./baton demo in a source tree",
        "broker | baton: \"broker\" is for trying out, and not part of what runs on nodes; run"
            + " ./baton broker in a source tree",
        "actuator demo | baton actuator: \"demo\" is no verb",
        "actuator arb | baton actuator: \"arb\" is no verb; did you mean arp?",
        "status --jason | baton status: unknown option --jason; did you mean --json?",
        "status --bootstrap=k1:9092 | baton status: unknown option --bootstrap; did you mean"
            + " --kafka.bootstrap?",
        "status --kafka.bootstrp=k1:9092 | command line: kafka.bootstrp: unknown key; did you mean"
            + " kafka.bootstrap?",
        "status web db | baton status: \"db\" is one word too many",
        "audit web --last -1 | command line: --last: -1 is not within 0 to 100000",
        "audit web --last 99999999999 | command line: --last: \"99999999999\" is not a whole number"
            + " within 0 to 100000",
        "audit web --last ten | command line: --last: \"ten\" is not a whole number within 0 to"
            + " 100000",
        "explain web --epoch -1 | command line: --epoch: \"-1\" is not a whole number from 1 on",
        "explain web --epoch 0 | command line: --epoch: \"0\" is not a whole number from 1 on",
        "explain web --epoch 99999999999999999999 | command line: --epoch:"
            + " \"99999999999999999999\" is not a whole number from 1 on",
        "explain web --last --epoch 3 | command line: --last: and --epoch: only one may be given",
        "status --deadline 0s | command line: deadline: 0s is not within 100ms to 1h",
        "status --deadline -1s | command line: deadline: \"-1s\" is not a duration: a whole number"
            + " and ms, s, m, h or d, such as 500ms",
        "status --deadline 999999999999d | command line: deadline: \"999999999999d\" is longer than"
            + " 36500d",
        "status --shutdown.deadline 999999999999d | command line: shutdown.deadline: is a key of"
            + " baton node, not of baton define, status and the other operator's verbs",
        "arbiter --arbiter.tick-interval=999999999999d | command line: arbiter.tick-interval:"
            + " \"999999999999d\" is longer than 36500d",
        "switchover web --to B | command line: node: \"B\" is not a name: 1 to 63 of a-z, 0-9, dot"
            + " and hyphen, beginning and ending with a letter or digit",
        "status --config /nowhere/baton.yaml | /nowhere/baton.yaml: does not exist",
        "status --config /tmp | /tmp: is a directory; a file is needed"
      })
  void aSlipIsToldWithWhatIsAllowedOrMeant(String line, String message) {
    Run run = baton(line);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().findFirst()).contains(message);
  }

  @Test
  void anErrorInsideIsOneLineWithoutAStackTrace() {
    Run run = baton("status");

    assertThat(run.status()).isEqualTo(5);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("baton: an error inside Baton, please report it: IllegalState")
        .contains("nobody may open it", "CommandLineTest", "--log.level=debug");
  }

  @Test
  void helpIsAVerbToo() {
    assertThat(baton("help").out()).contains("switchover");
    assertThat(baton("help status").out()).contains("Exit status:", "7", "has no holder");
  }

  /** Whoever opens it finds a fault of ours. */
  private static final class Untouched implements LogOpener {
    @Override
    public EventLog open(Config config, String who, Duration patience) {
      throw new IllegalStateException("nobody may open it: " + Path.of("x"));
    }

    @Override
    public EventLog create(Config config, String who, Duration patience) {
      return open(config, who, patience);
    }
  }
}
