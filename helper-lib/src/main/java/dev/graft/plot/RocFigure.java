package dev.graft.plot;

import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Prediction;
import dev.graft.plot.ShareCurves.Curve;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tech.tablesaw.api.Table;

/** Hits over false alarms of a class at every threshold; who guesses moves along the diagonal. */
final class RocFigure {
  private static final String X_TITLE = "false positives: taken of all others (%)";
  private static final String Y_TITLE = "true positives: found of all there are (%)";

  private RocFigure() {}

  static Figure of(Map<String, Evaluation> evaluations, String name) {
    if (evaluations.isEmpty()) {
      throw new IllegalArgumentException("no evaluations to draw; one or more are needed");
    }
    Map<String, Curve> curves = new LinkedHashMap<>();
    Map<String, Double> areas = new LinkedHashMap<>();
    evaluations.forEach(
        (which, evaluation) -> {
          curves.put(which, curve(evaluation, name));
          areas.put(which, evaluation.areaUnderRoc(name));
        });
    return of(name, curves, areas);
  }

  static Figure of(Evaluation evaluation) {
    Map<String, Curve> curves = new LinkedHashMap<>();
    Map<String, Double> areas = new LinkedHashMap<>();
    for (String name : classes(evaluation)) {
      curves.put(name, curve(evaluation, name));
      areas.put(name, evaluation.areaUnderRoc(name));
    }
    return of(what(evaluation, curves.size()), curves, areas);
  }

  /** Of two classes the second, whose curve says all; of many those of the least areas. */
  static List<String> classes(Evaluation evaluation) {
    List<String> all = evaluation.classes();
    List<String> drawn =
        all.stream()
            .skip(all.size() == 2 ? 1 : 0)
            .filter(name -> evaluation.areaUnderRoc(name) >= 0)
            .sorted(Comparator.comparingDouble(evaluation::areaUnderRoc))
            .limit(ShareCurves.MOST)
            .sorted(Comparator.comparingInt(all::indexOf))
            .toList();
    if (drawn.isEmpty()) {
      throw new IllegalArgumentException(
          "images are of one class, must be of two or more for a curve");
    }
    return drawn;
  }

  static String what(Evaluation evaluation, int drawn) {
    int all = evaluation.classes().size();
    if (all == 2) {
      return evaluation.classes().get(1);
    }
    return drawn < all ? drawn + " of " + all + " classes" : "each class against the rest";
  }

  private static Curve curve(Evaluation evaluation, String name) {
    Table roc = evaluation.roc(name);
    List<Prediction> all = evaluation.predictions();
    long others = all.stream().filter(one -> !one.label().equals(name)).count();
    long alarms = all.stream().filter(one -> one.predicted().equals(name) && !one.right()).count();
    return new Curve(
        roc.doubleColumn("false positive rate").multiply(100).asDoubleArray(),
        roc.doubleColumn("true positive rate").multiply(100).asDoubleArray(),
        100.0 * alarms / others,
        100 * evaluation.recall(name));
  }

  private static Figure of(String what, Map<String, Curve> curves, Map<String, Double> areas) {
    Map<String, Curve> named = new LinkedHashMap<>();
    curves.forEach(
        (name, curve) ->
            named.put(String.format(Locale.ROOT, "%s (area %.3f)", name, areas.get(name)), curve));
    return ShareCurves.aboveChance(
        "ROC of " + what, X_TITLE, Y_TITLE, String.join("; ", named.keySet()), named);
  }
}
