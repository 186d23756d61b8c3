package dev.baton.linux.process;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** A process with many threads and so much memory that the kernel needs a while to take it down. */
final class HeavyMain {
  private static final int BYTES = 512 << 20;
  private static final int PAGE = 4096;

  private HeavyMain() {}

  public static void main(String... arguments) throws InterruptedException {
    ByteBuffer memory = ByteBuffer.allocateDirect(BYTES);
    for (int at = 0; at < BYTES; at += PAGE) {
      memory.put(at, (byte) 1);
    }
    System.out.println("ready with " + memory.get(0));
    // Killed long before; not left behind either when whoever should do so has gone.
    TimeUnit.MINUTES.sleep(5);
  }
}
