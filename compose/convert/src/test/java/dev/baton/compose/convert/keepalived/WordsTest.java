package dev.baton.compose.convert.keepalived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.Problem;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words and lines as keepalived.conf(5) shows them, and what of each line is said. */
class WordsTest {

  @Test
  void quotesOfACommandMeanWhatTheManualSays() {
    assertThat(Words.command("abcd\" efg h jkl \"mnop")).containsExactly("abcd efg h jkl mnop");
    assertThat(Words.command("abcd \"efg h jkl\" mnop"))
        .containsExactly("abcd", "efg h jkl", "mnop");
    assertThat(Words.command("n.sh ' spaces\\x20f\\x69le ' '\"s p\"' \\101\\cA"))
        .containsExactly("n.sh", " spaces file ", "\"s p\"", "A\1");
    assertThatThrownBy(() -> Words.command("'a")).hasMessage("a ' is not closed on its line");
  }

  @Test
  void commentsBeginAnywhereButInQuotes() {
    assertThat(Comments.without("  state MASTER ! as ever")).isEqualTo("state MASTER");
    assertThat(Comments.without("script \"a # b\" # c")).isEqualTo("script \"a # b\"");
    assertThat(Comments.without("a\\#b")).isEqualTo("a#b");
  }

  /** Behind each line of an instance what is said of it, from its word on. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          state BACKUP                   | state: a node of Baton has no initial
          virtual_router_id 51           | virtual_router_id: Baton sends no adverts
          authentication { auth_pass x } | authentication: Baton sends no adverts
          priority 255                   | priority: ! 255 is for the owner
          use_vmac                       | use_vmac: ! a VIP has the Ethernet address
          virtual_routes { default }     | virtual_routes: ! Baton moves addresses only
          notify_fault /bin/x            | notify_fault: ! Baton has no fault state
          track_file { f weight 2 }      | track_file: ! Baton watches no file
          track_script { nothing }       | nothing: ! there is no vrrp_script of this name
          track_interface { e1 weight 0 reverse } | e1: ! reverse is not carried over
          track_interface { e1 weight -9 } | e1: ! its weight -9 is not carried over: while
          no_accept                      | no_accept: ! a node of Baton accepts
          smtp_alert                     | smtp_alert: ! Baton sends no mail
          garp_master_refresh 60         | garp_master_refresh: Baton announces a VIP
          notify_backup "/bin/x" nobody  | notify_backup: ! its user nobody is not carried
          virtual_ipaddress { 10.0.0.9/8 } | 10.0.0.9/8: the prefix length is not carried
          virtual_ipaddress { fe80::1 }  | fe80::1: ! Baton moves no link-local address
          virtual_ipaddress { 10.0.0.9 use_vmac } | use_vmac: ! Baton puts the VIP on the
          virtual_ipaddress { 10.0.0.9 dev eth9 } | V: refused: has VIPs on the interfaces
          """)
  void aLineThatIsNotCarriedOverIsSaid(String line, String said) {
    assertThat(Samples.said(Samples.instance(line)))
        .anyMatch(finding -> finding.startsWith("k.conf:4: " + said));
  }

  /** What ends the conversion: the input is not right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stat BACKUP | 4: stat: is no word of keepalived in vrrp_instance; did you
          state SLAVE | 4: state: is neither MASTER nor BACKUP
          priority 256 | 4: priority: "256" is no whole number within 1 to 255
          priority | 4: priority: needs a value behind it
          preempt_delay 1e3 | 4: preempt_delay: "1e3" is no number of seconds
          interface eth0 { x } | 4: interface: has no block in braces
          track_script | 4: track_script: needs a block in braces
          virtual_ipaddress { web.example.org } | 4: web.example.org: "web.example.org" is a name
          virtual_ipaddress { 127.0.0.1 } | 4: 127.0.0.1: "127.0.0.1" is a loopback
          virtual_ipaddress { 10.0.0.9/33 } | 4: 10.0.0.9/33: "33" is no whole number
          virtual_ipaddress { 10.0.0.9 div eth0 } | 4: div: means nothing behind the address
          notify "/bin/x | 4: notify: a " is not closed on its line
          notify | 4: notify: needs a command behind it
          auth_pass "x | 4: auth_pass: a " is not closed on its line
          ~SEQ(X, 1, 3) priority | 4: ~SEQ: is not read here; write out the lines
          priority ${_ENV HOME} | 4: priority: ${_ENV} is known to a running keepalived
          include other.conf | 4: include: other.conf: no file can be included here; put
          } | 5: }: closes a block that nothing opened
          { | 1: vrrp_instance: its block is never closed: a } is missing
          """)
  void whatIsNotRightIsSaidWithFileLineAndWord(String line, String said) {
    assertThat(problems(() -> Samples.instance(line))).anyMatch(problem("k.conf:" + said));
  }

  private static Predicate<String> problem(String beginning) {
    return line -> line.startsWith(beginning);
  }

  private static List<String> problems(Runnable conversion) {
    try {
      conversion.run();
    } catch (ConfigException e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
    return List.of();
  }

  @Test
  void aDefinitionThatUsesItselfEnds() {
    assertThat(problems(() -> Samples.instance("$A=$A", "priority $A")))
        .anyMatch(problem("k.conf:5: priority: a definition uses itself, so that it never ends"));
    assertThat(problems(() -> Samples.convert("$A= \\\n@x y \\\n$A\n$A\n")))
        .anyMatch(problem("k.conf:4: more than 100000 lines or 4 Mi characters"));
  }

  @Test
  void aLongValueInManyLinesIsRefused() {
    String text = "$A=" + "x".repeat(60_000) + "\n" + "$A\n".repeat(1000);

    assertThat(problems(() -> Samples.convert(text)))
        .anyMatch(line -> line.contains("more than 100000 lines or 4 Mi characters"));
  }

  @Test
  void whatIsNoTextIsRefusedAtItsLine() {
    assertThat(problems(() -> Samples.convert("a\n\0\1\2")))
        .contains("k.conf:2: character U+0000 is none of a text; is this a keepalived.conf?");
  }

  @Test
  void aFileWithoutInstancesIsRefused() {
    assertThat(problems(() -> Samples.convert("virtual_server 10.0.0.1 80 {\n}\n")))
        .anyMatch(problem("k.conf:1: vrrp_instance: is not there: nothing moves in this file"));
  }

  @Test
  void everyWordThatIsToBeReadIsRead() {
    for (String section : Keywords.sections()) {
      for (String word : Keywords.words(section)) {
        // No IllegalStateException: that is how the readers say that they do not know a word.
        String line = word + " x";
        String text =
            switch (section) {
              case "top" -> line;
              case "global_defs" -> "global_defs {\n" + line + "\n}";
              default -> section + " V {\n" + line + "\n}";
            };
        assertThatCode(() -> problems(() -> Samples.convert(text))).doesNotThrowAnyException();
      }
    }
  }
}
