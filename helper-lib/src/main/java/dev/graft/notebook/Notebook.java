package dev.graft.notebook;

import java.util.List;
import java.util.function.Supplier;

/** Offers what a cell needs besides the library; imported into every notebook. */
public final class Notebook {
  private Notebook() {}

  /**
   * Shows a value in the middle of a cell, as it would appear at its end. Outside a notebook it is
   * printed.
   *
   * @param value a figure, a table, an image, anything
   */
  public static void show(Object value) {
    if (Cell.exists()) {
      Cell.display(value);
    } else {
      System.out.println(value);
    }
  }

  /**
   * Begins a table that is filled row by row.
   *
   * <pre>{@code
   * var table = rows("backbone", "accuracy", "photos");
   * table.add("mobilenet", 0.93, 153);
   * }</pre>
   *
   * @param columns their names
   * @return a table without rows
   */
  public static Rows rows(String... columns) {
    return Rows.of(List.of(columns));
  }

  /** Lists the verbs with a sentence each. */
  public static void help() {
    say(() -> Help.here().verbs());
  }

  /**
   * Shows what the javadoc says of a verb, a type or a member of one: how it is called, what it
   * does, its parameters and errors. Of an unknown word it lists what is near. Needs a JDK, which
   * every kernel has.
   *
   * <pre>{@code
   * help("freeze")
   * help("FineTune")
   * help("FineTune.stopEarly")
   * }</pre>
   *
   * @param word such as {@code freeze}, {@code FineTune} or {@code Plots.history}
   */
  public static void help(String word) {
    say(() -> Help.here().of(word));
  }

  private static void say(Supplier<Bundle> page) {
    Bundle said = page.get();
    if (Cell.exists()) {
      Cell.display(said);
    } else {
      System.out.println(said.data().get(Bundle.TEXT));
    }
  }
}
