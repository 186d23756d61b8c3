package dev.baton.linux;

/** A change of this host's interfaces, as the kernel reports it. */
public sealed interface NetworkChange {
  /**
   * Calls the method for this kind of change.
   *
   * @param <R> what the cases return
   * @param cases one method per kind
   * @return what the method returned
   */
  <R> R map(Cases<R> cases);

  /**
   * One method per kind of change.
   *
   * @param <R> what the methods return
   */
  interface Cases<R> {
    /** An address was added, or its flags or lifetime changed. */
    R added(AddressAdded change);

    /** An address was removed. */
    R removed(AddressRemoved change);

    /** An interface appeared or changed its state. */
    R link(LinkChanged change);

    /** An interface was removed, with its addresses. */
    R linkRemoved(LinkRemoved change);

    /** Changes were lost, so everything must be read again. */
    R overrun(Overrun change);
  }

  /**
   * An address was added, or its flags or lifetime changed.
   *
   * @param address the address
   */
  record AddressAdded(AssignedAddress address) implements NetworkChange {
    @Override
    public <R> R map(Cases<R> cases) {
      return cases.added(this);
    }
  }

  /**
   * An address was removed.
   *
   * @param address the address
   */
  record AddressRemoved(AssignedAddress address) implements NetworkChange {
    @Override
    public <R> R map(Cases<R> cases) {
      return cases.removed(this);
    }
  }

  /**
   * An interface appeared or changed its state. The kernel may report the same state more than
   * once.
   *
   * @param link its present state
   */
  record LinkChanged(NetworkInterfaceInfo link) implements NetworkChange {
    @Override
    public <R> R map(Cases<R> cases) {
      return cases.link(this);
    }
  }

  /**
   * An interface was removed, with its addresses.
   *
   * @param link its last state
   */
  record LinkRemoved(NetworkInterfaceInfo link) implements NetworkChange {
    @Override
    public <R> R map(Cases<R> cases) {
      return cases.linkRemoved(this);
    }
  }

  /**
   * The subscription's buffer overflowed and changes were lost, so everything must be read again.
   */
  record Overrun() implements NetworkChange {
    @Override
    public <R> R map(Cases<R> cases) {
      return cases.overrun(this);
    }
  }
}
