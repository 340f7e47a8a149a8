package dev.graft.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sets of code points, as the reference has them: its tables are of three Unicode versions at once,
 * the JDK's of one that changes with the JDK. {@code unicode.txt} was recorded from the reference
 * by {@code record_tokens.py}.
 */
final class CodePoints {
  private static final Map<String, String> RECORDED = read();

  /** What cleaning drops: controls, formats, private use, U+FFFD. */
  static final CodePoints REMOVED = named("removed");

  /** Non-spacing marks of Unicode 8, which BERT's normalizer strips. */
  static final CodePoints ACCENT = named("accent");

  /** All marks of Unicode 9, which the normalizer StripAccents strips. */
  static final CodePoints MARK = named("mark");

  static final CodePoints SPACE = named("space");
  static final CodePoints PUNCTUATION = named("punctuation");
  static final CodePoints LETTER = named("letter");
  static final CodePoints NUMBER = named("number");

  /** Parts of words, as the regular expression {@code \w} has them. */
  static final CodePoints WORD = named("word");

  /** What decomposition replaces or puts into another order. */
  static final CodePoints DECOMPOSING = named("decomposing");

  /** Those, and all that they are composed of. */
  static final CodePoints COMPOSING = named("composing");

  private final BitSet points;

  private CodePoints(BitSet points) {
    this.points = points;
  }

  boolean has(int point) {
    return points.get(point);
  }

  private static CodePoints named(String name) {
    BitSet points = new BitSet();
    for (String range : recorded(name)) {
      int dash = range.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash), 16);
      points.set(first, Integer.parseInt(range.substring(dash + 1), 16) + 1);
    }
    return new CodePoints(points);
  }

  /** The words of a line, without the first, which is its name. */
  static String[] recorded(String name) {
    return RECORDED.get(name).split(" ");
  }

  private static Map<String, String> read() {
    try (InputStream in = CodePoints.class.getResourceAsStream("unicode.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", 2))
          .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
