package dev.baton.channel.core;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Ranges;
import dev.baton.model.SessionId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Datagrams for tests. */
final class Datagrams {
  static final ClusterId WEB = new ClusterId("web");
  static final Party A = party("a", "s1");
  static final Party B = party("b", "s2");

  private Datagrams() {}

  static Party party(String node, String session) {
    return new Party(new NodeId(node), new SessionId(session));
  }

  /** From a to b, of generation 7. */
  static Datagram of(long sequence, Body body) {
    return new Datagram(WEB, 7, A, B, sequence, body);
  }

  static Body released(long epoch) {
    return new Body.Released(new Epoch(epoch), A.session());
  }

  /** Of each kind one, both flags of the promise set. */
  static List<Body> ofEachKind() {
    return List.of(
        released(9),
        new Body.Ping(5),
        new Body.Pong(-5),
        new Body.Ask(new Epoch(9), 4, -5),
        new Body.Promise(new Epoch(9), -5, true, true));
  }

  /** What comes out of bytes: the datagram, or the reason why there is none. */
  static Object result(Opened opened) {
    return opened.match(
        new Opened.Cases<Object>() {
          @Override
          public Object sealed(Opened.Sealed sealed) {
            return sealed.datagram();
          }

          @Override
          public Object refused(Opened.Refused refused) {
            return refused.reason();
          }
        });
  }

  static Arbitrary<Datagram> any() {
    return Combinators.combine(
            names().map(ClusterId::new),
            Arbitraries.longs().between(0, Ranges.MOST_NUMBER),
            parties(),
            parties(),
            Arbitraries.longs().between(1, Ranges.MOST_NUMBER),
            bodies())
        .as(Datagram::new);
  }

  private static Arbitrary<Party> parties() {
    return Combinators.combine(names().map(NodeId::new), names().map(SessionId::new))
        .as(Party::new);
  }

  private static Arbitrary<Body> bodies() {
    Arbitrary<Body> released =
        Combinators.combine(epochs(), names().map(SessionId::new)).as(Body.Released::new);
    Arbitrary<Body> ping = Arbitraries.longs().map(Body.Ping::new);
    Arbitrary<Body> pong = Arbitraries.longs().map(Body.Pong::new);
    Arbitrary<Body> ask =
        Combinators.combine(
                epochs(), Arbitraries.longs().between(0, Ranges.MOST_NUMBER), Arbitraries.longs())
            .as(Body.Ask::new);
    return Arbitraries.oneOf(released, ping, pong, ask, promises());
  }

  static Arbitrary<Body> promises() {
    Arbitrary<Boolean> flag = Arbitraries.of(true, false);
    return Combinators.combine(epochs(), Arbitraries.longs(), flag, flag).as(Body.Promise::new);
  }

  private static Arbitrary<Epoch> epochs() {
    return Arbitraries.longs().between(1, Ranges.MOST_NUMBER).map(Epoch::new);
  }

  private static Arbitrary<String> names() {
    Arbitrary<String> ends = Arbitraries.strings().withChars("abcxyz019").ofLength(1);
    Arbitrary<String> middle = Arbitraries.strings().withChars("abc09.-").ofMaxLength(61);
    Arbitrary<String> longer =
        Combinators.combine(ends, middle, ends).as((one, two, three) -> one + two + three);
    return Arbitraries.oneOf(ends, longer).withoutEdgeCases();
  }
}
