package dev.graft.audit;

import dev.graft.audit.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Photos too small or too narrow to show a network much. */
final class Sizes {
  private static final int SMALLEST = 32;
  private static final double NARROWEST = 5;

  private Sizes() {}

  static List<Finding> findings(Examined set, List<Glance> glances) {
    List<Finding> found = new ArrayList<>();
    for (int i = 0; i < glances.size(); i++) {
      int width = glances.get(i).width();
      int height = glances.get(i).height();
      int shorter = Math.min(width, height);
      double ratio = (double) Math.max(width, height) / shorter;
      if (shorter < SMALLEST || ratio > NARROWEST) {
        double score = Math.max(1 - shorter / (double) SMALLEST, 1 - NARROWEST / ratio);
        String what = shorter < SMALLEST ? "small" : "narrow";
        String advice =
            String.format(
                Locale.ROOT,
                "%d x %d is too %s to show much; find a better one",
                width,
                height,
                what);
        found.add(set.one(Kind.SIZE, i, score, "", advice));
      }
    }
    return found;
  }
}
