package dev.graft.plot;

import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.MultiLabel;
import dev.graft.plot.ShareCurves.Curve;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/** What each threshold makes of a class or tag; a dot marks what is decided now. */
final class PrecisionRecallFigure {
  private static final String X_TITLE = "recall: found of all there are (%)";
  private static final String Y_TITLE = "precision: right of all taken (%)";

  private PrecisionRecallFigure() {}

  static Figure of(Map<String, Evaluation> evaluations, String name) {
    if (evaluations.isEmpty()) {
      throw new IllegalArgumentException("no evaluations to draw; one or more are needed");
    }
    Map<String, Curve> curves = new LinkedHashMap<>();
    evaluations.forEach((which, evaluation) -> curves.put(which, curve(evaluation, name)));
    return of(name, curves);
  }

  static Figure of(Evaluation evaluation) {
    Map<String, Curve> curves = new LinkedHashMap<>();
    RocFigure.classes(evaluation).forEach(name -> curves.put(name, curve(evaluation, name)));
    return of(RocFigure.what(evaluation, curves.size()), curves);
  }

  static Figure of(MultiLabel result) {
    Map<String, Curve> curves = new LinkedHashMap<>();
    result.tags().stream()
        .filter(tag -> result.averagePrecision(tag) >= 0)
        .sorted(Comparator.comparingDouble(result::averagePrecision))
        .limit(ShareCurves.MOST)
        .sorted(Comparator.comparingInt(result.tags()::indexOf))
        .forEach(tag -> curves.put(tag, curve(result, tag)));
    if (curves.isEmpty()) {
      throw new IllegalArgumentException("no image has a tag; one or more are needed");
    }
    int all = result.tags().size();
    return of(curves.size() < all ? curves.size() + " of " + all + " tags" : "each tag", curves);
  }

  private static Curve curve(Evaluation evaluation, String name) {
    return curve(evaluation.thresholds(name), evaluation.recall(name), evaluation.precision(name));
  }

  private static Curve curve(MultiLabel result, String name) {
    return curve(result.thresholds(name), result.recall(name), result.precision(name));
  }

  private static Curve curve(Table thresholds, double recall, double precision) {
    Table falling = thresholds.sortDescendingOn("threshold");
    return new Curve(
        falling.doubleColumn("recall").multiply(100).asDoubleArray(),
        falling.doubleColumn("precision").multiply(100).asDoubleArray(),
        100 * recall,
        100 * precision);
  }

  private static Figure of(String what, Map<String, Curve> curves) {
    String title = "Precision and recall of " + what + ", at every threshold";
    return ShareCurves.of(title, X_TITLE, Y_TITLE, text(curves), curves);
  }

  private static String text(Map<String, Curve> curves) {
    return curves.entrySet().stream()
        .map(
            curve ->
                String.format(
                    Locale.ROOT,
                    "%s now %.3f and %.3f",
                    curve.getKey(),
                    curve.getValue().nowY() / 100,
                    curve.getValue().nowX() / 100))
        .collect(Collectors.joining("; "));
  }
}
