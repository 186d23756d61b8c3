package dev.baton.compose.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns flags that are configuration keys, which all have a dot, into {@code --set key=value}. */
final class Arguments {

  private static final Pattern KEY = Pattern.compile("--([a-z][a-z0-9-]*\\.[^=\\s]+)(=(?s:.*))?");

  private Arguments() {}

  /** Returns the arguments with {@code --key=value} and {@code --key value} rewritten. */
  static String[] rewritten(String... arguments) {
    List<String> rewritten = new ArrayList<>();
    for (int index = 0; index < arguments.length; index++) {
      String argument = arguments[index];
      Matcher matcher = KEY.matcher(argument);
      if (argument.equals("--")) {
        rewritten.addAll(List.of(arguments).subList(index, arguments.length));
        break;
      }
      if (!matcher.matches()) {
        rewritten.add(argument);
        continue;
      }
      boolean separate = matcher.group(2) == null && index + 1 < arguments.length;
      String value = separate ? "=" + arguments[++index] : matcher.group(2);
      rewritten.add("--set");
      rewritten.add(matcher.group(1) + (value == null ? "" : value));
    }
    return rewritten.toArray(String[]::new);
  }
}
