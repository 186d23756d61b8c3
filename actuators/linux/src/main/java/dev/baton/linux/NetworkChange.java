package dev.baton.linux;

/** Something that the kernel says has changed on this host's interfaces. */
public sealed interface NetworkChange {
  /**
   * Calls the method for this kind of change.
   *
   * @param <R> what the cases give
   * @param cases one method per kind
   * @return what the method gave
   */
  <R> R map(Cases<R> cases);

  /**
   * One method per kind of change.
   *
   * @param <R> what they give
   */
  interface Cases<R> {
    /** An address was added, or its flags or lifetime changed. */
    R added(AddressAdded change);

    /** An address is gone. */
    R removed(AddressRemoved change);

    /** An interface appeared or changed its state. */
    R link(LinkChanged change);

    /** An interface is gone, with its addresses. */
    R linkRemoved(LinkRemoved change);

    /** Changes were lost; everything has to be read anew. */
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
   * An address is gone.
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
   * An interface appeared or changed its state. The kernel repeats itself: the same state may be
   * reported more than once.
   *
   * @param link its state now
   */
  record LinkChanged(NetworkInterfaceInfo link) implements NetworkChange {
    @Override
    public <R> R map(Cases<R> cases) {
      return cases.link(this);
    }
  }

  /**
   * An interface is gone, with its addresses.
   *
   * @param link its last state
   */
  record LinkRemoved(NetworkInterfaceInfo link) implements NetworkChange {
    @Override
    public <R> R map(Cases<R> cases) {
      return cases.linkRemoved(this);
    }
  }

  /** The subscription's buffer ran over and changes were lost; everything has to be read anew. */
  record Overrun() implements NetworkChange {
    @Override
    public <R> R map(Cases<R> cases) {
      return cases.overrun(this);
    }
  }
}
