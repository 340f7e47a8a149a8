package dev.graft.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fields of a JSON object that came from outside, each of its kind and within its bounds or
 * refused by name: nothing is silently 0, cut off or left out.
 *
 * <pre>{@code
 * int height = new Fields(json).whole("height", 1, 4096);   // height is 40000, must be a whole number from 1 to 4096
 * }</pre>
 *
 * @param json an object
 */
public record Fields(JsonNode json) {
  private static final int LONGEST_NUMBER = 32;

  /** Refuses what is no object. */
  public Fields {
    if (!json.isObject()) {
      throw new WeightsException(Excerpt.quoted(json) + " is no JSON object");
    }
  }

  /**
   * Tells whether a field is there.
   *
   * @param key its name
   * @return true where it is, whatever it holds
   */
  public boolean has(String key) {
    return json.has(key);
  }

  /**
   * Reads a field that is an object.
   *
   * @param key its name
   * @return its fields
   */
  public Fields object(String key) {
    return new Fields(require(key, json.path(key).isObject(), "an object"));
  }

  /**
   * Reads a list of anything.
   *
   * @param key its name
   * @param most elements
   * @return the elements in order
   */
  public List<JsonNode> list(String key, int most) {
    JsonNode array = require(key, json.path(key).isArray(), "a list");
    if (array.size() > most) {
      throw new WeightsException(
          key + " has " + array.size() + " elements, must have at most " + most);
    }
    List<JsonNode> elements = new ArrayList<>(array.size());
    array.forEach(elements::add);
    return elements;
  }

  /**
   * Reads a list of objects.
   *
   * @param key its name
   * @param most elements
   * @return their fields in order
   */
  public List<Fields> objects(String key, int most) {
    return list(key, most).stream().map(Fields::new).toList();
  }

  /**
   * Reads a list of texts.
   *
   * @param key its name
   * @param most elements
   * @return the texts in order
   */
  public List<String> texts(String key, int most) {
    List<JsonNode> elements = list(key, most);
    elements.forEach(e -> require(key + " has", e, e.isTextual(), "text everywhere"));
    return elements.stream().map(JsonNode::textValue).toList();
  }

  /**
   * Reads a list of finite numbers.
   *
   * @param key its name
   * @param most elements
   * @return the numbers in order
   */
  public List<Double> doubles(String key, int most) {
    List<JsonNode> elements = list(key, most);
    elements.forEach(
        e ->
            require(
                key + " has",
                e,
                e.isNumber() && Double.isFinite(e.doubleValue()),
                "a finite number everywhere"));
    return elements.stream().map(JsonNode::doubleValue).toList();
  }

  /**
   * Reads a list of finite numbers.
   *
   * @param key its name
   * @param most elements
   * @return the numbers in order
   */
  public List<Float> floats(String key, int most) {
    List<JsonNode> elements = list(key, most);
    elements.forEach(
        e ->
            require(
                key + " has",
                e,
                e.isNumber() && Float.isFinite(e.floatValue()),
                "a finite number everywhere"));
    return elements.stream().map(JsonNode::floatValue).toList();
  }

  /**
   * Reads a text.
   *
   * @param key its name
   * @return the text
   */
  public String text(String key) {
    return require(key, json.path(key).isTextual(), "text").textValue();
  }

  /**
   * Reads a truth.
   *
   * @param key its name
   * @return it
   */
  public boolean truth(String key) {
    return require(key, json.path(key).isBoolean(), "true or false").booleanValue();
  }

  /**
   * Reads a whole number.
   *
   * @param key its name
   * @param least that it may be
   * @param most that it may be
   * @return the number
   */
  public int whole(String key, int least, int most) {
    JsonNode node = json.path(key);
    boolean fits =
        node.isIntegralNumber()
            && node.canConvertToInt()
            && node.intValue() >= least
            && node.intValue() <= most;
    return require(key, fits, "a whole number from " + least + " to " + most).intValue();
  }

  /**
   * Reads a whole number of 64 bits.
   *
   * @param key its name
   * @return the number
   */
  public long whole(String key) {
    JsonNode node = json.path(key);
    boolean fits = node.isIntegralNumber() && node.canConvertToLong();
    return require(key, fits, "a whole number of 64 bits").longValue();
  }

  /**
   * Reads a number, which must be finite.
   *
   * @param key its name
   * @return the number
   */
  public double number(String key) {
    JsonNode node = json.path(key);
    boolean fits = node.isNumber() && Double.isFinite(node.doubleValue());
    return require(key, fits, "a finite number").doubleValue();
  }

  /**
   * Reads a number that may be none, or without end: JSON's own, or what {@code Double.toString}
   * wrote as text.
   *
   * @param node a number or a text
   * @return the number
   */
  public static double real(JsonNode node) {
    String text = node.asText();
    try {
      return Double.parseDouble(text.length() > LONGEST_NUMBER ? "" : text);
    } catch (NumberFormatException e) {
      throw new WeightsException(Excerpt.quoted(text) + " is no number", e);
    }
  }

  /**
   * Reads a name out of a few.
   *
   * @param key its name
   * @param values all that it may be
   * @param <E> their type
   * @return the value of that name
   */
  public <E extends Enum<E>> E one(String key, E[] values) {
    JsonNode node = json.path(key);
    return Arrays.stream(values)
        .filter(value -> value.name().equals(node.textValue()))
        .findFirst()
        .orElseThrow(() -> refused(key + " is", node, "one of " + Arrays.toString(values)));
  }

  private JsonNode require(String key, boolean fits, String right) {
    return require(key + " is", json.path(key), fits, right);
  }

  private static JsonNode require(String what, JsonNode node, boolean fits, String right) {
    if (!fits) {
      throw refused(what, node, right);
    }
    return node;
  }

  private static WeightsException refused(String what, JsonNode node, String right) {
    String shown =
        node.isMissingNode()
            ? "missing"
            : node.isTextual() ? Excerpt.quoted(node) : Excerpt.of(node);
    return new WeightsException(what + " " + shown + ", must be " + right);
  }
}
