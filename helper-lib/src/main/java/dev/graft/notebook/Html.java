package dev.graft.notebook;

import dev.graft.plot.Figure;
import java.util.Base64;
import java.util.Locale;

/** Small pieces of HTML without script, which every viewer trusts. */
final class Html {
  private Html() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static String paragraph(String text) {
    return "<p style=\"margin: 4px 0\">" + escape(text) + "</p>";
  }

  static String image(Figure figure) {
    return String.format(
        Locale.ROOT,
        "<img alt=\"%s\" style=\"max-width: 100%%\" width=\"%d\" src=\"data:image/png;base64,%s\">",
        escape(figure.toString()),
        figure.width(),
        Base64.getEncoder().encodeToString(figure.png()));
  }
}
