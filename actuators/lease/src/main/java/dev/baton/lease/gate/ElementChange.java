package dev.baton.lease.gate;

import dev.baton.linux.NetfilterSocket;
import dev.baton.linux.NetlinkMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A change of the elements of one set. It has two forms. A change that goes together with a change
 * of the tables is a text for the nftables library. Every other change is a message to the kernel,
 * which is faster, because the library reads the whole ruleset before each change.
 *
 * @param verb add or delete
 * @param family the family of the table
 * @param set the set, without the suffix of its kind
 * @param guarded the elements, all of one kind; at least one
 * @param timeout how long until the kernel removes an added element; rounded down to milliseconds
 * @param comment a comment for people on an added element; ASCII, at most 128 characters
 */
record ElementChange(
    Verb verb,
    Family family,
    String set,
    List<Guarded> guarded,
    Optional<Duration> timeout,
    Optional<String> comment) {
  // linux/netfilter/nf_tables.h
  private static final int NFT_MSG_NEWSETELEM = 12;
  private static final int NFT_MSG_DELSETELEM = 14;
  private static final int NFTA_SET_ELEM_LIST_TABLE = 1;
  private static final int NFTA_SET_ELEM_LIST_SET = 2;
  private static final int NFTA_SET_ELEM_LIST_ELEMENTS = 3;
  private static final int NFTA_LIST_ELEM = 1;
  private static final int NFTA_SET_ELEM_KEY = 1;
  private static final int NFTA_SET_ELEM_TIMEOUT = 4;
  private static final int NFTA_SET_ELEM_USERDATA = 6;
  private static final int NFTA_DATA_VALUE = 1;

  /**
   * The type of a comment in an element's user data, in the library's form, so that its listing
   * shows the comment: 1 byte type, 1 byte length, text, a zero byte.
   */
  private static final int COMMENT = 0;

  /** What a change does to elements. */
  enum Verb {
    /** Adds them. Existing ones stay as they are. */
    ADD("add", NFT_MSG_NEWSETELEM, NetlinkMessage.NLM_F_CREATE),

    /** Deletes them. Fails when one is missing. */
    DELETE("delete", NFT_MSG_DELSETELEM, 0);

    private final String word;
    private final int type;
    private final int flags;

    Verb(String word, int type, int flags) {
      this.word = word;
      this.type = type;
      this.flags = flags;
    }
  }

  /** Freezes the list. */
  ElementChange {
    guarded = List.copyOf(guarded);
  }

  /** Returns a change of elements without timeout and comment. */
  static ElementChange bare(Verb verb, Family family, String set, List<Guarded> guarded) {
    return new ElementChange(verb, family, set, guarded, Optional.empty(), Optional.empty());
  }

  /** Returns the change as one line for the library. */
  String text() {
    String decoration =
        timeout.map(each -> " timeout " + each.toMillis() + "ms").orElse("")
            + comment.map(each -> " comment \"" + each + "\"").orElse("");
    String elements =
        guarded.stream().map(each -> each.text() + decoration).collect(Collectors.joining(", "));
    return String.join(
        " ",
        verb.word,
        "element",
        family.table(),
        GateTable.NAME,
        name(),
        "{ " + elements + " }\n");
  }

  /** Returns the change as a message to the kernel. */
  NetlinkMessage message() {
    NetlinkMessage message = NetfilterSocket.message(verb.type, verb.flags, family.number());
    message.attribute(NFTA_SET_ELEM_LIST_TABLE, zeroEnded(GateTable.NAME));
    message.attribute(NFTA_SET_ELEM_LIST_SET, zeroEnded(name()));
    return message.nested(
        NFTA_SET_ELEM_LIST_ELEMENTS, () -> guarded.forEach(each -> append(each, message)));
  }

  private void append(Guarded each, NetlinkMessage message) {
    message.nested(
        NFTA_LIST_ELEM,
        () -> {
          message.nested(NFTA_SET_ELEM_KEY, () -> message.attribute(NFTA_DATA_VALUE, each.bytes()));
          timeout.ifPresent(
              time -> message.attribute(NFTA_SET_ELEM_TIMEOUT, bigEndian(time.toMillis())));
          comment.ifPresent(text -> message.attribute(NFTA_SET_ELEM_USERDATA, userData(text)));
        });
  }

  private String name() {
    return set + "_" + guarded.get(0).kind().suffix();
  }

  private static byte[] userData(String text) {
    byte[] ended = zeroEnded(text);
    return ByteBuffer.allocate(2 + ended.length)
        .put((byte) COMMENT)
        .put((byte) ended.length)
        .put(ended)
        .array();
  }

  private static byte[] bigEndian(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static byte[] zeroEnded(String text) {
    return (text + "\0").getBytes(StandardCharsets.US_ASCII);
  }
}
