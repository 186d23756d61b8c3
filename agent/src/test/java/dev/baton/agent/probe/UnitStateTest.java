package dev.baton.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The answers are those of systemd 252 with PostgreSQL 15 as Debian 12 packages them. */
class UnitStateTest {

  @Test
  void findsTheMainProcess() {
    UnitState state =
        UnitState.parse(
            """
            Type=forking
            MainPID=63
            ConsistsOf=
            LoadState=loaded
            ActiveState=active
            SubState=running
            """);
    assertThat(state.mainPid()).isEqualTo(63);
  }

  @Test
  void namesTheUnitThatRunsTheServiceWhereTheNamedOneOnlyStandsForIt() {
    assertThat(
            absence(
                "postgresql.service",
                """
                Type=oneshot
                MainPID=0
                ConsistsOf=postgresql@15-main.service
                LoadState=loaded
                ActiveState=active
                SubState=exited
                """))
        .isEqualTo(
            "postgresql.service is active (exited), of type oneshot, and has no main process;"
                + " name the unit that has one: postgresql@15-main.service");
  }

  @Test
  void saysHowAUnitIsThatDoesNotRun() {
    assertThat(
            absence(
                "db.service",
                """
                Type=simple
                MainPID=0
                LoadState=loaded
                ActiveState=failed
                SubState=failed
                """))
        .isEqualTo("db.service is failed (failed) and has no main process");
  }

  @Test
  void saysThatThereIsNoSuchUnit() {
    assertThat(
            absence(
                "nosuch.service",
                """
                MainPID=0
                LoadState=not-found
                ActiveState=inactive
                SubState=dead
                """))
        .isEqualTo(
            "systemd has no unit nosuch.service (not-found); see: systemctl list-units"
                + " --type=service");
  }

  @Test
  void saysThatASocketHasNoProcess() {
    assertThat(absence("db.socket", "LoadState=loaded\nActiveState=active\nSubState=listening\n"))
        .isEqualTo(
            "db.socket is active (listening) and has no main process; name the unit that runs the"
                + " service, or use pid-file");
  }

  @Test
  void showsAFewOfManyParts() {
    assertThat(
            absence(
                "db.service",
                """
                Type=oneshot
                LoadState=loaded
                ActiveState=active
                SubState=exited
                ConsistsOf=f.service e.service d.service c.service b.service a.service x
                """))
        .endsWith(": a.service, b.service, c.service, d.service or 2 more");
  }

  @Test
  void takesAnEmptyOrStrangeAnswerForNoProcess() {
    assertThat(UnitState.parse("").mainPid()).isZero();
    assertThat(UnitState.parse("MainPID=99999999999\nMainPID\n=\n").mainPid()).isZero();
    assertThat(UnitState.parse("").absence("a.service"))
        .startsWith("systemd has no unit a.service (no answer)");
  }

  private static String absence(String unit, String answer) {
    return UnitState.parse(answer).absence(unit);
  }
}
