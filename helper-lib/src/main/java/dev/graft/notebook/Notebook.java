package dev.graft.notebook;

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
}
