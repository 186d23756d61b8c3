package dev.baton.arbiter.core;

import dev.baton.model.Command.Ending;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.Tenure;
import java.util.Optional;

/** Questions about a tenure that only some of its kinds answer. */
final class Tenures {

  private Tenures() {}

  /**
   * Whom the present epoch is assigned to.
   *
   * @param node the holder
   * @param session its session
   * @param releasing whether it was told to let go
   */
  record Holder(NodeId node, SessionId session, boolean releasing) {}

  /** Returns the holder while somebody is one. */
  static Optional<Holder> holder(Tenure tenure) {
    return tenure.match(
        new Only<Holder>() {
          @Override
          public Optional<Holder> held(Tenure.Held held) {
            return Optional.of(new Holder(held.node(), held.session(), false));
          }

          @Override
          public Optional<Holder> releasing(Tenure.Releasing releasing) {
            return Optional.of(new Holder(releasing.node(), releasing.session(), true));
          }
        });
  }

  static Optional<Tenure.Held> held(Tenure tenure) {
    return tenure.match(
        new Only<Tenure.Held>() {
          @Override
          public Optional<Tenure.Held> held(Tenure.Held held) {
            return Optional.of(held);
          }
        });
  }

  static Optional<Tenure.Promoting> promoting(Tenure tenure) {
    return tenure.match(
        new Only<Tenure.Promoting>() {
          @Override
          public Optional<Tenure.Promoting> promoting(Tenure.Promoting promoting) {
            return Optional.of(promoting);
          }
        });
  }

  static Optional<Tenure.Demoting> demoting(Tenure tenure) {
    return tenure.match(
        new Only<Tenure.Demoting>() {
          @Override
          public Optional<Tenure.Demoting> demoting(Tenure.Demoting demoting) {
            return Optional.of(demoting);
          }
        });
  }

  static Optional<Tenure.Gapped> gapped(Tenure tenure) {
    return tenure.match(
        new Only<Tenure.Gapped>() {
          @Override
          public Optional<Tenure.Gapped> gapped(Tenure.Gapped gapped) {
            return Optional.of(gapped);
          }
        });
  }

  /** Returns how the present epoch ended, where nobody holds and no script runs. */
  static Optional<Ending> vacant(Tenure tenure) {
    return tenure.match(
        new Only<Ending>() {
          @Override
          public Optional<Ending> vacant(Tenure.Vacant vacant) {
            return Optional.of(vacant.ended());
          }
        });
  }

  /** Answers nothing for each kind that is not overridden. */
  private static class Only<T> implements Tenure.Cases<Optional<T>> {
    @Override
    public Optional<T> vacant(Tenure.Vacant tenure) {
      return Optional.empty();
    }

    @Override
    public Optional<T> promoting(Tenure.Promoting tenure) {
      return Optional.empty();
    }

    @Override
    public Optional<T> held(Tenure.Held tenure) {
      return Optional.empty();
    }

    @Override
    public Optional<T> releasing(Tenure.Releasing tenure) {
      return Optional.empty();
    }

    @Override
    public Optional<T> demoting(Tenure.Demoting tenure) {
      return Optional.empty();
    }

    @Override
    public Optional<T> gapped(Tenure.Gapped tenure) {
      return Optional.empty();
    }
  }
}
