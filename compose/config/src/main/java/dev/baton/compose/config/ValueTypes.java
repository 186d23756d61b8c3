package dev.baton.compose.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/** The types of the keys' values. */
public final class ValueTypes {

  /** {@code true} or {@code false}; {@code on}, {@code yes}, {@code off}, {@code no} as well. */
  public static final ValueType<Boolean> SWITCH = new Switch();

  /** Any text that is not empty. */
  public static final ValueType<String> TEXT = new Text();

  /** A name that may be used in the log. */
  public static final ValueType<String> NAME = new Name();

  /** An absolute path. */
  public static final ValueType<Path> PATH = new AbsolutePath();

  /** The words of a command line. */
  public static final ValueType<List<String>> COMMAND = new CommandWords();

  /** A host with a port. */
  public static final ValueType<Endpoint> ENDPOINT = new OneEndpoint();

  /** Hosts with ports. */
  public static final ValueType<List<Endpoint>> ENDPOINTS = new Endpoints();

  /** An http or https URL. */
  public static final ValueType<URI> URL = new WebAddress();

  /** The address to listen on, or {@code off}. */
  public static final ValueType<Optional<Endpoint>> LISTEN = new Listen();

  /** HTTP statuses: single ones and ranges. */
  public static final ValueType<SortedSet<Integer>> STATUSES = new Statuses();

  /** A regular expression. */
  public static final ValueType<Pattern> EXPRESSION = new Expression();

  private ValueTypes() {}

  /** A duration within bounds, both included. */
  public static ValueType<Duration> duration(Duration least, Duration most) {
    return new DurationWithin(least, most);
  }

  /** A whole number within bounds, both included. */
  public static ValueType<Integer> number(int least, int most, String unit) {
    return new NumberWithin(least, most, unit);
  }

  /** One of several words. */
  public static ValueType<String> choice(String... words) {
    return new Choice(List.of(words));
  }

  private static String single(List<String> written) {
    if (written.size() != 1) {
      throw new IllegalArgumentException("a list of " + written.size() + " is not a single value");
    }
    return written.get(0);
  }

  private static IllegalArgumentException no(String value, String expected) {
    return new IllegalArgumentException("\"" + value + "\" is not " + expected);
  }

  private record DurationWithin(Duration least, Duration most) implements ValueType<Duration> {
    @Override
    public Duration parse(List<String> written) {
      Duration value = DurationText.parse(single(written));
      if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
        throw new IllegalArgumentException(
            DurationText.format(value) + " is not within " + range());
      }
      return value;
    }

    @Override
    public String unit() {
      return "duration";
    }

    @Override
    public String range() {
      return DurationText.format(least) + " to " + DurationText.format(most);
    }
  }

  private record NumberWithin(int least, int most, String unit) implements ValueType<Integer> {
    private static final Pattern DIGITS = Pattern.compile("-?\\d{1,9}");

    @Override
    public Integer parse(List<String> written) {
      String text = single(written);
      if (!DIGITS.matcher(text).matches()) {
        throw no(text, "a whole number within " + range());
      }
      int value = Integer.parseInt(text);
      if (value < least || value > most) {
        throw new IllegalArgumentException(value + " is not within " + range());
      }
      return value;
    }

    @Override
    public String range() {
      return least + " to " + most;
    }
  }

  private record Choice(List<String> words) implements ValueType<String> {
    @Override
    public String parse(List<String> written) {
      String text = single(written);
      if (!words.contains(text)) {
        throw no(text, "one of " + range());
      }
      return text;
    }

    @Override
    public String unit() {
      return "word";
    }

    @Override
    public String range() {
      return String.join(", ", words);
    }
  }

  private record Switch() implements ValueType<Boolean> {
    @Override
    public Boolean parse(List<String> written) {
      String text = single(written);
      return switch (text) {
        case "true", "on", "yes" -> true;
        case "false", "off", "no" -> false;
        default -> throw no(text, "true or false");
      };
    }

    @Override
    public String unit() {
      return "switch";
    }

    @Override
    public String range() {
      return "true, false";
    }
  }

  private record Text() implements ValueType<String> {
    @Override
    public String parse(List<String> written) {
      return single(written);
    }

    @Override
    public String unit() {
      return "text";
    }

    @Override
    public String range() {
      return "";
    }
  }

  private record Name() implements ValueType<String> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");

    @Override
    public String parse(List<String> written) {
      String text = single(written);
      if (!FORM.matcher(text).matches()) {
        throw no(text, "a name: " + range());
      }
      return text;
    }

    @Override
    public String unit() {
      return "name";
    }

    @Override
    public String range() {
      return "1 to 63 of a-z, 0-9, dot and hyphen, beginning and ending with a letter or digit";
    }
  }

  private record AbsolutePath() implements ValueType<Path> {
    @Override
    public Path parse(List<String> written) {
      String text = single(written);
      if (!text.startsWith("/")) {
        throw no(text, "an absolute path");
      }
      return Path.of(text);
    }

    @Override
    public String unit() {
      return "path";
    }

    @Override
    public String range() {
      return "absolute";
    }
  }

  private record CommandWords() implements ValueType<List<String>> {
    @Override
    public List<String> parse(List<String> written) {
      List<String> words =
          written.size() == 1 ? Arrays.asList(written.get(0).trim().split("\\s+")) : written;
      if (!words.get(0).startsWith("/")) {
        throw no(words.get(0), "the absolute path of a program");
      }
      return List.copyOf(words);
    }

    @Override
    public String unit() {
      return "command";
    }

    @Override
    public String range() {
      return "a list of words, or one text that is split at blanks; no shell";
    }
  }

  private record OneEndpoint() implements ValueType<Endpoint> {
    @Override
    public Endpoint parse(List<String> written) {
      return Endpoint.parse(single(written));
    }

    @Override
    public String unit() {
      return "host:port";
    }

    @Override
    public String range() {
      return "";
    }
  }

  private record Endpoints() implements ValueType<List<Endpoint>> {
    @Override
    public List<Endpoint> parse(List<String> written) {
      return written.stream()
          .flatMap(text -> Arrays.stream(text.split(",")))
          .map(String::trim)
          .map(Endpoint::parse)
          .toList();
    }

    @Override
    public String unit() {
      return "host:port, ...";
    }

    @Override
    public String range() {
      return "a list, or one text with commas";
    }
  }

  private record WebAddress() implements ValueType<URI> {
    private static final List<String> SCHEMES = List.of("http", "https");

    @Override
    public URI parse(List<String> written) {
      String text = single(written);
      try {
        URI uri = new URI(text);
        if (uri.getUserInfo() != null) {
          throw new IllegalArgumentException("a URL with a user or password would be shown");
        }
        if (uri.getHost() != null && SCHEMES.contains(uri.getScheme())) {
          return uri;
        }
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException(no(text, range()).getMessage(), e);
      }
      throw no(text, range());
    }

    @Override
    public String unit() {
      return "URL";
    }

    @Override
    public String range() {
      return "an http or https URL without user and password";
    }
  }

  private record Listen() implements ValueType<Optional<Endpoint>> {
    @Override
    public Optional<Endpoint> parse(List<String> written) {
      String text = single(written);
      return text.equals("off") ? Optional.empty() : Optional.of(Endpoint.parse(text));
    }

    @Override
    public String unit() {
      return "host:port";
    }

    @Override
    public String range() {
      return "off, or host:port; port 0 takes a free one";
    }
  }

  private record Statuses() implements ValueType<SortedSet<Integer>> {
    private static final Pattern FORM = Pattern.compile("([1-5]\\d\\d)(?:-([1-5]\\d\\d))?");

    @Override
    public SortedSet<Integer> parse(List<String> written) {
      SortedSet<Integer> statuses = new TreeSet<>();
      for (String text : String.join(",", written).split(",", -1)) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
          throw no(text.trim(), "a status or a range of them, such as 200-299");
        }
        String last = matcher.group(2) == null ? matcher.group(1) : matcher.group(2);
        IntStream.rangeClosed(Integer.parseInt(matcher.group(1)), Integer.parseInt(last))
            .forEach(statuses::add);
      }
      return statuses;
    }

    @Override
    public String unit() {
      return "statuses";
    }

    @Override
    public String range() {
      return "100 to 599, single ones and ranges, as a list or with commas";
    }
  }

  private record Expression() implements ValueType<Pattern> {
    @Override
    public Pattern parse(List<String> written) {
      String text = single(written);
      try {
        return Pattern.compile(text);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            no(text, "a regular expression: " + e.getDescription()).getMessage(), e);
      }
    }

    @Override
    public String unit() {
      return "regular expression";
    }

    @Override
    public String range() {
      return "as java.util.regex.Pattern reads it";
    }
  }
}
