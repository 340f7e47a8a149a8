package dev.graft.notebook;

import dev.graft.data.Samples;
import dev.graft.engine.Engines;
import dev.graft.page.Html;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Ends a notebook with what it promised, as checks that fail the run.
 *
 * <pre>{@code
 * promises(
 *     promise("probe accuracy", result.accuracy(), atLeast(0.9)),
 *     promise("feature width", features.width(), is(1280)));
 * }</pre>
 */
public final class Promises {
  static final String MIME = "application/vnd.graft.promises+json";

  private Promises() {}

  /**
   * Shows every promise, held or broken, then fails if one is broken. The output carries {@code
   * application/vnd.graft.promises+json}: engine, data, and a list of {@code name}, {@code value},
   * {@code held} and {@code expected}. Outside a notebook the list is printed.
   *
   * @param promises to check
   * @throws IllegalStateException naming each broken promise and its value
   */
  public static void promises(Promise... promises) {
    List<Promise> all = List.of(promises);
    if (Cell.exists()) {
      Cell.display(bundle(all));
    } else {
      System.out.println(text(all));
    }
    List<Promise> broken = all.stream().filter(promise -> !promise.held()).toList();
    if (!broken.isEmpty()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%d of %d promises broken: %s",
              broken.size(),
              all.size(),
              joined(broken)));
    }
  }

  /**
   * States one promise.
   *
   * @param name in the reader's words
   * @param value that a cell computed
   * @param condition it should meet
   * @return the promise
   */
  public static Promise promise(String name, Object value, Condition condition) {
    return new Promise(name, value, condition);
  }

  /**
   * Promises a value; numbers are compared as numbers, whatever their type.
   *
   * @param expected the value
   * @return the condition
   */
  public static Condition is(Object expected) {
    return Condition.of(Promise.write(expected), value -> same(value, expected));
  }

  /**
   * Promises a number of this size or more.
   *
   * @param least the smallest that holds
   * @return the condition
   */
  public static Condition atLeast(double least) {
    return Condition.number("≥ " + Promise.write(least), value -> value >= least);
  }

  /**
   * Promises a number of this size or less.
   *
   * @param most the largest that holds
   * @return the condition
   */
  public static Condition atMost(double most) {
    return Condition.number("≤ " + Promise.write(most), value -> value <= most);
  }

  /**
   * Promises a number within bounds, both of which hold.
   *
   * @param least the smallest
   * @param most the largest
   * @return the condition
   */
  public static Condition between(double least, double most) {
    return Condition.number(
        Promise.write(least) + " … " + Promise.write(most),
        value -> value >= least && value <= most);
  }

  /**
   * Promises a number above another one, such as that of a baseline.
   *
   * @param other which does not hold itself
   * @return the condition
   */
  public static Condition greaterThan(double other) {
    return Condition.number("> " + Promise.write(other), value -> value > other);
  }

  /**
   * Promises a number below another one, such as the loss before.
   *
   * @param other which does not hold itself
   * @return the condition
   */
  public static Condition lessThan(double other) {
    return Condition.number("< " + Promise.write(other), value -> value < other);
  }

  static Bundle bundle(List<Promise> promises) {
    Map<String, Object> data = new LinkedHashMap<>();
    Map<String, Object> setting = new LinkedHashMap<>();
    setting.put("engine", Engines.choose());
    setting.put("data", Samples.preferred());
    setting.put("promises", promises.stream().map(Promises::json).toList());
    data.put(MIME, setting);
    data.putAll(Bundle.html(html(promises), text(promises)).data());
    return new Bundle(data, Map.of());
  }

  static String text(List<Promise> promises) {
    return promises.stream()
        .map(promise -> (promise.held() ? "✓ " : "✗ ") + promise)
        .collect(Collectors.joining("\n"));
  }

  private static String html(List<Promise> promises) {
    StringBuilder html = new StringBuilder("<table style=\"border-collapse: collapse\">");
    html.append("<thead><tr style=\"border-bottom: 2px solid #999\">");
    List.of("", "promise", "value", "expected").forEach(name -> cell(html, "th", "", name));
    html.append("</tr></thead><tbody>");
    for (Promise promise : promises) {
      String color = promise.held() ? "color: #007A57; " : "color: #C04A00; ";
      html.append("<tr>");
      cell(html, "td", color + "font-weight: bold; ", promise.held() ? "✓" : "✗");
      cell(html, "td", promise.held() ? "" : color, promise.name());
      cell(html, "td", promise.held() ? "" : color, Promise.write(promise.value()));
      cell(html, "td", "", promise.condition().toString());
      html.append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  private static void cell(StringBuilder html, String tag, String style, String text) {
    html.append("<%s style=\"%spadding: 4px 12px; text-align: left\">".formatted(tag, style));
    html.append(Html.escape(text)).append("</").append(tag).append('>');
  }

  private static Map<String, Object> json(Promise promise) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", promise.name());
    json.put("value", jsonValue(promise.value()));
    json.put("held", promise.held());
    json.put("expected", promise.condition().toString());
    return json;
  }

  /** JSON knows no NaN and no infinity. */
  private static Object jsonValue(Object value) {
    boolean plain =
        value instanceof Boolean
            || value instanceof Number number && Double.isFinite(number.doubleValue());
    return plain ? value : String.valueOf(value);
  }

  private static boolean same(Object value, Object expected) {
    if (value instanceof Number left && expected instanceof Number right) {
      return left.doubleValue() == right.doubleValue();
    }
    return value.equals(expected);
  }

  private static String joined(List<Promise> promises) {
    return promises.stream().map(Promise::toString).collect(Collectors.joining("; "));
  }
}
