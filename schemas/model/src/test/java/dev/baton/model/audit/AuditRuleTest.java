package dev.baton.model.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.state.MoveReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditRuleTest {
  private static final Pattern HEADING =
      Pattern.compile("^### Rule ([A-Z]): (.+)$", Pattern.MULTILINE);

  @Test
  void theProtocolsRulesReadAsTheirHeadingsOnThePage() throws IOException {
    assertThat(
            HEADING
                .matcher(Files.readString(Path.of("../PROTOCOL.md")))
                .results()
                .map(rule -> uncapitalized(rule.group(2)) + ", rule " + rule.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(AuditRule.values())
                .filter(rule -> rule.id().length() == 1)
                .map(AuditRule::words)
                .toList());
  }

  private static String uncapitalized(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  @ParameterizedTest
  @EnumSource
  void aReasonOfAMoveIsARuleOfThePolicy(MoveReason reason) {
    String name = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');

    assertThat(AuditRule.of(reason).id()).isEqualTo("policy." + name);
  }

  @Test
  void isReadInWordsFromARecord() {
    assertThat(AuditRule.words("R")).isEqualTo("release before assign, rule R");
    assertThat(AuditRule.words("policy.hold-down")).isEqualTo("policy.hold-down");
    assertThat(AuditRule.words("incident")).isEqualTo("incident");
  }

  @Test
  void aRuleOfANewerArbiterIsShownAsItStands() {
    assertThat(AuditRule.words("Y")).isEqualTo("Y");
    assertThat(AuditRule.words("policy.of-tomorrow")).isEqualTo("policy.of-tomorrow");
  }
}
