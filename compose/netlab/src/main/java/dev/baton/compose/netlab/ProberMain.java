package dev.baton.compose.netlab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/**
 * A {@link VipProber} as a program, for scripts: it probes from where it runs, and obeys the lines
 * of its input as {@link ProberCommands} reads them. It ends when its input does.
 */
public final class ProberMain {
  private ProberMain() {}

  /**
   * Runs it.
   *
   * @param arguments the interface on the VIP's LAN, and the VIP
   * @throws IOException when there is no such interface, or it has no address of the VIP's version
   */
  public static void main(String... arguments) throws IOException, InterruptedException {
    if (arguments.length != 2) {
      System.err.println("arguments: INTERFACE VIP");
      System.exit(2);
    }
    InetAddress vip = InetAddress.getByName(arguments[1]);
    InetAddress own = ownAddress(arguments[0], vip instanceof Inet4Address);
    try (VipProber prober = VipProber.startHere(arguments[0], own, vip);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      ProberCommands commands = new ProberCommands(prober::report, prober::nextProbe);
      String line = lines.readLine();
      while (line != null) {
        System.out.println(commands.obey(line));
        line = lines.readLine();
      }
    }
  }

  private static InetAddress ownAddress(String interfaceName, boolean v4) throws IOException {
    NetworkInterface link = NetworkInterface.getByName(interfaceName);
    if (link == null) {
      throw new IOException("there is no interface " + interfaceName);
    }
    return Collections.list(link.getInetAddresses()).stream()
        .filter(each -> each instanceof Inet4Address == v4 && !each.isLinkLocalAddress())
        .findFirst()
        .orElseThrow(() -> new IOException(interfaceName + " has no address of the VIP's version"));
  }
}
