package dev.graft.notebook;

import dev.graft.WordOcclusion;
import dev.graft.page.Html;
import java.util.Arrays;
import java.util.Locale;

/**
 * A text as a line whose words are coloured: vermillion for those that speak for the class, blue
 * for those that speak against it; who sees neither reads a mark before the word.
 */
final class ColouredWords {
  private static final String WORD =
      "<span title=\"%+.3f\" style=\"background: rgba(%s, %.2f); padding: 2px 4px; border-radius:"
          + " 3px; display: inline-block; margin: 1px\">%s%s</span>";
  private static final String VERMILLION = "213, 94, 0";
  private static final String BLUE = "0, 114, 178";

  /** Darker grounds would swallow dark letters. */
  private static final double MOST = 0.7;

  /** A word that moves the probability by less says nothing. */
  private static final double LEAST = 0.01;

  private ColouredWords() {}

  static Bundle of(WordOcclusion occlusion) {
    double[] falls = occlusion.falls();
    double most = Math.max(LEAST, Arrays.stream(falls).map(Math::abs).max().orElse(0));
    StringBuilder html =
        new StringBuilder(
            Html.paragraph(
                String.format(Locale.ROOT, "%s, %.3f", occlusion.name(), occlusion.probability())));
    html.append("<p style=\"line-height: 1.9; margin: 4px 0\">");
    for (int i = 0; i < falls.length; i++) {
      boolean said = Math.abs(falls[i]) >= LEAST;
      html.append(
          String.format(
              Locale.ROOT,
              WORD,
              falls[i],
              falls[i] < 0 ? BLUE : VERMILLION,
              said ? MOST * Math.abs(falls[i]) / most : 0,
              said ? falls[i] < 0 ? "▾" : "▴" : "",
              Html.escape(occlusion.words().get(i))));
      html.append(' ');
    }
    return Bundle.html(html.append("</p>").toString(), occlusion.toString());
  }
}
