package dev.graft.page;

import dev.graft.plot.Figure;
import java.util.Base64;
import java.util.Locale;

/** Small pieces of HTML without script, which every viewer trusts. */
public final class Html {
  private Html() {}

  /**
   * Writes what a text says, whatever stands in it.
   *
   * @param text of any characters
   * @return it as content or as an attribute in quotes
   */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /**
   * Writes a line of text.
   *
   * @param text of any characters
   * @return a paragraph
   */
  public static String paragraph(String text) {
    return "<p style=\"margin: 4px 0\">" + escape(text) + "</p>";
  }

  /**
   * Puts a picture into the page itself.
   *
   * @param figure to show
   * @return an image no wider than its place, which opens no other file
   */
  public static String image(Figure figure) {
    return String.format(
        Locale.ROOT,
        "<img alt=\"%s\" style=\"max-width: 100%%\" width=\"%d\" src=\"data:image/png;base64,%s\">",
        escape(figure.toString()),
        figure.width(),
        Base64.getEncoder().encodeToString(figure.png()));
  }
}
