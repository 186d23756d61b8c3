package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Introduction;
import java.util.Optional;
import java.util.function.Supplier;

/** {@link Fact.Keepalive}: a keeper is alive. */
final class KeepaliveType extends FactType<Fact.Keepalive> {

  KeepaliveType() {
    super("keepalive", Fact.Keepalive.class);
  }

  @Override
  boolean repeats() {
    return true;
  }

  @Override
  String id(Fact.Keepalive fact, Supplier<String> drawn) {
    return "keepalive/" + fact.session() + "/" + fact.sequence();
  }

  @Override
  Fact.Keepalive read(Fields in) {
    return in.build(
        () ->
            new Fact.Keepalive(
                in.text("node", NodeId::new),
                in.text("session", SessionId::new),
                in.natural("sequence"),
                in.duration("lease"),
                in.optionalNumber("holding", Epoch::new).orElse(Epoch.NONE),
                in.optionalNumber("highestSeen", Epoch::new)
                    .or(() -> in.optionalNumber("holding", Epoch::new))
                    .orElse(Epoch.NONE),
                in.optionalNumber("generation", number -> number).orElse(0L),
                introduction(in),
                in.optionalText("unable"),
                AsksFields.optional(in)));
  }

  private static Optional<Introduction> introduction(Fields in) {
    return in.optionalText("install")
        .map(
            present ->
                new Introduction(
                    in.text("install", InstallId::new),
                    in.texts("ended", SessionId::new),
                    in.natural("definitionVersion"),
                    in.word("enforcement", Vocabulary.ENFORCEMENT),
                    in.optionalTexts("channel", MemberAddress::parse)));
  }

  @Override
  void write(FieldWriter out, Fact.Keepalive fact) {
    fact.introduction()
        .ifPresentOrElse(
            introduction -> introduced(out, fact, introduction), () -> brief(out, fact));
  }

  private static void introduced(FieldWriter out, Fact.Keepalive fact, Introduction introduction) {
    FieldWriter said =
        out.text("node", fact.node().value())
            .text("install", introduction.install().value())
            .text("session", fact.session().value())
            .natural("sequence", fact.sequence())
            .duration("lease", fact.lease())
            .texts("ended", introduction.ended(), SessionId::value)
            .number("holding", fact.holding().value())
            .number("highestSeen", fact.highestSeen().value())
            .natural("definitionVersion", introduction.definitionVersion())
            .natural("generation", fact.generation())
            .word("enforcement", introduction.enforcement(), Vocabulary.ENFORCEMENT)
            .optionalTexts("channel", introduction.channel(), MemberAddress::toString)
            .text("unable", fact.unable());
    AsksFields.write(said, fact.asks());
  }

  /** Ten keepalives a second are kept for days, so fields with their usual value are left out. */
  private static void brief(FieldWriter out, Fact.Keepalive fact) {
    Optional<Epoch> holding =
        Optional.of(fact.holding()).filter(epoch -> !epoch.equals(Epoch.NONE));
    Optional<Epoch> seen =
        Optional.of(fact.highestSeen()).filter(epoch -> !epoch.equals(fact.holding()));
    FieldWriter said =
        out.text("node", fact.node().value())
            .text("session", fact.session().value())
            .natural("sequence", fact.sequence())
            .duration("lease", fact.lease())
            .number("holding", holding.map(Epoch::value))
            .number("highestSeen", seen.map(Epoch::value))
            .number("generation", Optional.of(fact.generation()).filter(known -> known > 0))
            .text("unable", fact.unable());
    AsksFields.write(said, fact.asks());
  }
}
