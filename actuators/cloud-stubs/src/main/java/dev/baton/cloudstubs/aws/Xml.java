package dev.baton.cloudstubs.aws;

/** Writes XML. */
final class Xml {
  private Xml() {}

  /** An element with elements in it. */
  static String element(String name, String... content) {
    return "<" + name + ">" + String.join("", content) + "</" + name + ">";
  }

  /** An element with text in it. */
  static String text(String name, String value) {
    return element(name, escape(value));
  }

  /** A document whose root is in a namespace. */
  static String document(String root, String namespace, String... content) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<"
        + root
        + " xmlns=\""
        + namespace
        + "\">"
        + String.join("", content)
        + "</"
        + root
        + ">";
  }

  private static String escape(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
