package dev.graft.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Shows in a message what came from outside: as {@code String.valueOf} would, but never more than a
 * few hundred characters, never what a terminal would obey, and always after little work.
 *
 * <pre>{@code
 * Excerpt.quoted(name)           // "conv1.weight", "aaaa…" where it is long
 * Excerpt.of(List.of(1, 2, 3))   // [1, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, … 992 more] where it is long
 * }</pre>
 *
 * <p>A file may hold lists that contain each other or themselves, or a name of a million letters:
 * whoever prints such a value whole never ends, or ends the process. What is none of text, number,
 * truth, enum, list or map is shown by its kind alone.
 */
public final class Excerpt {
  /** Characters of one text. */
  static final int LONGEST_TEXT = 80;

  /** Characters of a whole structure, about. */
  static final int LONGEST = 400;

  /** Names of classes, columns or folders. */
  static final int MOST_NAMES = 20;

  private static final int MOST_ITEMS = 8;
  private static final int DEEPEST = 3;
  private static final int MOST_BITS = 256;

  private final StringBuilder shown = new StringBuilder();

  private Excerpt() {}

  /**
   * Shows a value.
   *
   * @param value of any kind
   * @return at most a few hundred characters on one line
   */
  public static String of(Object value) {
    var excerpt = new Excerpt();
    excerpt.show(value, 0);
    return excerpt.shown.toString();
  }

  /**
   * Shows a value between quotation marks.
   *
   * @param value of any kind, as a rule a text
   * @return at most a few hundred characters on one line
   */
  public static String quoted(Object value) {
    return "\"" + of(value) + "\"";
  }

  /**
   * Shows a text of which more is wanted, because it is to be compared with another.
   *
   * @param text from outside
   * @param longest characters shown
   * @return the text on one line
   */
  public static String of(CharSequence text, int longest) {
    var excerpt = new Excerpt();
    excerpt.text(text, longest);
    return excerpt.shown.toString();
  }

  /**
   * Shows what somebody else's exception says, which may repeat what it read.
   *
   * @param failure of a library
   * @return its message, or its kind where it has none, on one line of a few hundred characters
   */
  public static String of(Throwable failure) {
    String message = failure.getMessage();
    return of(message == null ? failure.getClass().getSimpleName() : message, LONGEST);
  }

  /**
   * Shows names side by side: {@code ants, bees}, and {@code 0, 1, 2, … 1000 in all} where they are
   * many.
   *
   * @param names of classes, columns or folders
   * @return at most 20 names on one line, each of which may be shown in part
   */
  public static String listed(Collection<String> names) {
    String first =
        names.stream().limit(MOST_NAMES).map(Excerpt::of).collect(Collectors.joining(", "));
    return names.size() <= MOST_NAMES ? first : first + ", … " + names.size() + " in all";
  }

  private void show(Object value, int depth) {
    if (value instanceof CharSequence text) {
      text(text, LONGEST_TEXT);
    } else if (value instanceof JsonNode json) {
      show(plain(json), depth);
    } else if (value instanceof Collection<?> items) {
      items(items, depth);
    } else if (value instanceof Map<?, ?> map) {
      entries(map, depth);
    } else if (value instanceof Optional<?> optional) {
      show(optional.isPresent() ? optional.get() : "none", depth);
    } else {
      text(single(value), LONGEST_TEXT);
    }
  }

  /** Gives the text, number or structure that a node of JSON stands for. */
  private static Object plain(JsonNode json) {
    if (json.isArray()) {
      return new Elements(json);
    }
    if (json.isObject()) {
      return "an object of " + json.size() + " fields";
    }
    return json.isBigInteger() ? json.bigIntegerValue() : json.asText();
  }

  private static String single(Object value) {
    if (value instanceof BigInteger number && number.bitLength() > MOST_BITS) {
      return "a number of " + number.bitLength() + " bits";
    }
    boolean small =
        value == null
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof Enum;
    return small ? String.valueOf(value) : value.getClass().getSimpleName();
  }

  private void items(Collection<?> items, int depth) {
    shown.append('[');
    Iterator<?> each = items.iterator();
    for (int i = 0; open(i, depth, items.size()) && each.hasNext(); i++) {
      show(each.next(), depth + 1);
    }
    shown.append(']');
  }

  private void entries(Map<?, ?> map, int depth) {
    shown.append('{');
    Iterator<? extends Map.Entry<?, ?>> each = map.entrySet().iterator();
    for (int i = 0; open(i, depth, map.size()) && each.hasNext(); i++) {
      Map.Entry<?, ?> entry = each.next();
      show(entry.getKey(), depth + 1);
      shown.append('=');
      show(entry.getValue(), depth + 1);
    }
    shown.append('}');
  }

  /** Begins an item, or says how many there are that are not shown. */
  private boolean open(int index, int depth, int size) {
    if (index == size) {
      return false;
    }
    shown.append(index == 0 ? "" : ", ");
    boolean room = index < MOST_ITEMS && depth < DEEPEST && shown.length() < LONGEST;
    if (!room) {
      shown.append("… ").append(size - index).append(index == 0 ? "" : " more");
    }
    return room;
  }

  private void text(CharSequence text, int longest) {
    int end = Math.min(text.length(), longest);
    boolean halved = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    text.subSequence(0, halved ? end - 1 : end).chars().forEach(this::letter);
    shown.append(end < text.length() ? "…" : "");
  }

  /** Spells out what would move a terminal's cursor, end a line or turn the reading direction. */
  private void letter(int c) {
    int kind = Character.getType(c);
    if (Character.isISOControl(c)
        || kind == Character.LINE_SEPARATOR
        || kind == Character.PARAGRAPH_SEPARATOR
        || c >= '\u202a' && c <= '\u202e'
        || c >= '\u2066' && c <= '\u2069') {
      shown.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
    } else {
      shown.append((char) c);
    }
  }

  /** The elements of an array of JSON, which is no collection. */
  private static final class Elements extends AbstractCollection<JsonNode> {
    private final JsonNode array;

    Elements(JsonNode array) {
      this.array = array;
    }

    @Override
    public Iterator<JsonNode> iterator() {
      return array.iterator();
    }

    @Override
    public int size() {
      return array.size();
    }
  }
}
