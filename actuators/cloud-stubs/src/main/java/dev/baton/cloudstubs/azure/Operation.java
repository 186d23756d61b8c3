package dev.baton.cloudstubs.azure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What a write began and how far it is; moves on each time that somebody looks. */
final class Operation {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String id;
  private final Ending ending;
  private final long earliest;
  private int looksLeft;
  private final BooleanSupplier held;
  private boolean over;
  private boolean superseded;

  /**
   * How an operation will end.
   *
   * @param status {@code Succeeded}, {@code Failed} or {@code Canceled}
   * @param code the error's code; empty where it succeeds
   */
  record Ending(String status, String code) {
    static final Ending GOOD = new Ending("Succeeded", "");
  }

  Operation(String id, Ending ending, Pace pace, BooleanSupplier held) {
    this.id = id;
    this.held = held;
    this.ending = ending;
    this.looksLeft = pace.looks();
    this.earliest = System.nanoTime() + pace.time().toNanos();
  }

  /**
   * How long it goes on: for both.
   *
   * @param looks so many times somebody looks; at least 1
   * @param time and so long
   */
  record Pace(int looks, Duration time) {}

  String id() {
    return id;
  }

  boolean runs() {
    return !superseded && !over;
  }

  /** Moves it on by one look; tells whether it ended with this one. */
  boolean look() {
    if (!runs() || held.getAsBoolean()) {
      return false;
    }
    looksLeft--;
    over = looksLeft <= 0 && System.nanoTime() - earliest >= 0;
    return over;
  }

  void supersede() {
    superseded = true;
  }

  String status() {
    if (superseded) {
      return "Canceled";
    }
    return runs() ? "InProgress" : ending.status();
  }

  String text() {
    ObjectNode body = JSON.createObjectNode();
    body.put("status", status());
    if (superseded) {
      ObjectNode error = body.putObject("error");
      error.put("code", "Canceled").put("message", "Operation was canceled.");
      error
          .putArray("details")
          .addObject()
          .put("code", "CanceledAndSupersededDueToAnotherOperation")
          .put("message", "Operation " + id + " was canceled and superseded by a later one.");
    } else if (!runs() && !ending.code().isEmpty()) {
      body.putObject("error")
          .put("code", ending.code())
          .put("message", "The operation ended with " + ending.code() + ".");
    }
    return body.toString();
  }
}
