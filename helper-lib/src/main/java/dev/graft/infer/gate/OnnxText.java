package dev.graft.infer.gate;

import dev.graft.weights.Excerpt;

/** Names out of a file that somebody else wrote, as ONNX Runtime may see them. */
final class OnnxText {
  private static final int LONGEST = 4000;

  private OnnxText() {}

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
                  Excerpt.quoted(name),
                  odd ? "it is no text" : "it has " + name.length() + " characters"));
    }
  }
}
