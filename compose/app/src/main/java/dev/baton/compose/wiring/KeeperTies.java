package dev.baton.compose.wiring;

import dev.baton.compose.service.Meters;
import dev.baton.compose.service.WebPage;
import dev.baton.lease.shell.KeeperService;
import dev.baton.lease.shell.MemberLink;
import java.util.Optional;

/** What ties a keeper to the agent of its node and to the other members, apart from the log. */
interface KeeperTies extends AutoCloseable {
  /** The keeper is about to be made. */
  default void open(Meters meters) {}

  /** Returns the direct way to the other members. */
  default MemberLink link() {
    return MemberLink.NONE;
  }

  /** Returns the page on which the other members are asked whether they hear this node. */
  default Optional<WebPage> page() {
    return Optional.empty();
  }

  /** The keeper was made. */
  void opened(KeeperService keeper);

  /** The keeper has ended. */
  @Override
  default void close() {}

  /** Returns these ties and others. The direct way and its page are the others'. */
  default KeeperTies and(KeeperTies others) {
    KeeperTies these = this;
    return new KeeperTies() {
      @Override
      public void open(Meters meters) {
        these.open(meters);
        others.open(meters);
      }

      @Override
      public MemberLink link() {
        return others.link();
      }

      @Override
      public Optional<WebPage> page() {
        return others.page();
      }

      @Override
      public void opened(KeeperService keeper) {
        these.opened(keeper);
        others.opened(keeper);
      }

      @Override
      public void close() {
        others.close();
        these.close();
      }
    };
  }
}
