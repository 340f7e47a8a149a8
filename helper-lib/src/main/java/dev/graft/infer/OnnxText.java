package dev.graft.infer;

/** Names out of a file that somebody else wrote, as a message may show them. */
final class OnnxText {
  private static final int SHOWN = 80;
  private static final int SAID = 500;
  private static final int LONGEST = 4000;

  private OnnxText() {}

  /** Puts a name between quotes, shortened and without what would move the cursor. */
  static String quoted(String name) {
    return "\"" + shown(name) + "\"";
  }

  /** Shortens a text, and takes out what would move the cursor. */
  static String shown(String text) {
    String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return start.replaceAll("\\p{Cntrl}", "?");
  }

  /** Shortens what ONNX Runtime says, which may repeat what the file says. */
  static String said(Exception e) {
    String text = String.valueOf(e.getMessage());
    return (text.length() > SAID ? text.substring(0, SAID) + "…" : text)
        .replaceAll("[\\p{Cntrl}&&[^\n]]", "?");
  }

  /**
   * Gives who made a model. The name begins at the fifth byte of what is written, where ONNX
   * Runtime looks for the mark of its own format, whose files pass no gate.
   */
  static String producer(String name) {
    return name.startsWith("ORTM") ? "" : name;
  }

  /**
   * Demands what every reader of the file reads alike.
   *
   * @throws IllegalArgumentException when a name is no valid text, has control characters or no end
   */
  static void requireName(String name) {
    boolean odd = name.chars().anyMatch(c -> c < ' ' || c == '\uFFFD');
    if (odd || name.length() > LONGEST) {
      throw new IllegalArgumentException(
          "%s is no name: %s"
              .formatted(
                  quoted(name), odd ? "it is no text" : "it has " + name.length() + " characters"));
    }
  }
}
