package dev.graft.notebook;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What the cell tagged {@code parameters} declares: a value that the environment may override.
 *
 * <pre>{@code
 * int epochs = parameter("epochs", 5);        // GRAFT_EPOCHS=1 overrides it
 * double rate = parameter("learning rate", 1e-3);   // GRAFT_LEARNING_RATE
 * }</pre>
 */
public final class Parameters {
  private Parameters() {}

  /**
   * Declares a text.
   *
   * @param name in words; the variable is {@code GRAFT_} and these in capitals
   * @param value without the variable
   * @return the variable's value, else this one
   */
  public static String parameter(String name, String value) {
    return of(System.getenv(), name, value, Function.identity());
  }

  /**
   * Declares a count.
   *
   * @param name in words
   * @param value without the variable
   * @return the variable's value, else this one
   */
  public static int parameter(String name, int value) {
    return of(System.getenv(), name, value, Integer::valueOf);
  }

  /**
   * Declares a number.
   *
   * @param name in words
   * @param value without the variable
   * @return the variable's value, else this one
   */
  public static double parameter(String name, double value) {
    return of(System.getenv(), name, value, Double::valueOf);
  }

  static <T> T of(
      Map<String, String> environment, String name, T value, Function<String, T> parse) {
    String variable = "GRAFT_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    String text = environment.get(variable);
    if (text == null) {
      return value;
    }
    try {
      return parse.apply(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s is \"%s\", must be a number such as %s".formatted(variable, text, value), e);
    }
  }
}
