package dev.baton.compose.wiring;

import dev.baton.model.NodeId;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.ProbeStatus;
import dev.baton.model.fact.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agent tells the keeper of the same host: the report that it appends at that moment. Both
 * read one clock, so the keeper knows how old a report is.
 *
 * @param sentNanos when it was sent, by {@link System#nanoTime} of this host
 */
record VerdictMessage(Health report, long sentNanos) {
  /** Of a message. The longest report there can be has 130,000. */
  static final int MOST_BYTES = 160_000;

  /** The first byte; agent and actuator of different releases may meet while one is restarted. */
  private static final int VERSION = 1;

  /** Returns the message as it is sent. */
  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes everything", e);
    }
    return bytes.toByteArray();
  }

  private void write(DataOutputStream out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(sentNanos);
    out.writeUTF(report.node().value());
    out.writeLong(report.sequence());
    out.writeBoolean(report.verdict() == Verdict.HEALTHY);
    out.writeBoolean(report.changed());
    out.writeByte(report.probes().size());
    for (ProbeReport probe : report.probes()) {
      out.writeUTF(probe.name());
      out.writeUTF(probe.kind());
      out.writeBoolean(probe.status() == ProbeStatus.PASSING);
      out.writeUTF(probe.detail());
    }
  }

  /**
   * Reads a message.
   *
   * @throws IOException when it is none, or one of another release
   */
  static VerdictMessage of(byte[] bytes) throws IOException {
    if (bytes.length > MOST_BYTES) {
      throw new IOException("it has more than " + MOST_BYTES + " bytes");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new IOException("its version is " + version + ", not " + VERSION);
      }
      VerdictMessage message = read(in);
      if (in.available() > 0) {
        throw new IOException(in.available() + " bytes follow");
      }
      return message;
    } catch (EOFException e) {
      throw new IOException("it is cut off", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static VerdictMessage read(DataInputStream in) throws IOException {
    long sentNanos = in.readLong();
    NodeId node = new NodeId(in.readUTF());
    long sequence = in.readLong();
    Verdict verdict = in.readBoolean() ? Verdict.HEALTHY : Verdict.UNHEALTHY;
    boolean changed = in.readBoolean();
    int count = in.readUnsignedByte();
    List<ProbeReport> probes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      String kind = in.readUTF();
      ProbeStatus status = in.readBoolean() ? ProbeStatus.PASSING : ProbeStatus.FAILING;
      probes.add(new ProbeReport(name, kind, status, in.readUTF()));
    }
    return new VerdictMessage(new Health(node, sequence, verdict, probes, changed), sentNanos);
  }
}
