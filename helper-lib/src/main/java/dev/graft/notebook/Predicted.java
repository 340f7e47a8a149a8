package dev.graft.notebook;

import dev.graft.data.ImageSet;
import dev.graft.evaluate.Prediction;
import dev.graft.evaluate.Verdict;
import dev.graft.page.Html;
import dev.graft.plot.Plots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Predictions: one as the classes that are most probable, several as a table. */
final class Predicted {
  private static final int TOP = 5;
  private static final int BAR_PIXELS = 160;
  private static final int BAR_LETTERS = 20;
  private static final String ROW =
      "<tr><td style=\"padding: 2px 12px\">%s</td><td style=\"padding: 2px 12px; text-align:"
          + " right\">%.4f</td><td style=\"padding: 2px 0\"><div style=\"background: #0072B2;"
          + " height: 12px; width: %dpx\"></div></td></tr>";

  private Predicted() {}

  static Bundle one(Prediction prediction) {
    Table top = prediction.top(TOP);
    StringBuilder html = new StringBuilder(Html.paragraph(prediction.toString()));
    html.append(picture(prediction.image()));
    html.append("<table style=\"border-collapse: collapse\"><tbody>");
    StringBuilder text = new StringBuilder(prediction.toString());
    for (int row = 0; row < top.rowCount(); row++) {
      String name = top.stringColumn(0).get(row);
      double share = top.doubleColumn(1).get(row);
      int width = (int) Math.round(BAR_PIXELS * share);
      html.append(String.format(Locale.ROOT, ROW, Html.escape(name), share, width));
      String bar = "█".repeat((int) Math.round(BAR_LETTERS * share));
      text.append(String.format(Locale.ROOT, "%n%.4f %-" + BAR_LETTERS + "s %s", share, bar, name));
    }
    return Bundle.html(html.append("</tbody></table>").toString(), text.toString());
  }

  /** Shows the photo where the name is that of a file, which no other names are. */
  private static String picture(String image) {
    try {
      Path file = Path.of(image);
      return Files.isRegularFile(file)
          ? Html.image(Plots.samples(ImageSet.unlabelled(List.of(file)), 1))
          : "";
    } catch (RuntimeException noPicture) {
      return "";
    }
  }

  /** A list of predictions is a table, any other is text. */
  static Bundle listed(Collection<?> items) {
    boolean predictions = !items.isEmpty() && items.stream().allMatch(Prediction.class::isInstance);
    return predictions
        ? Bundle.of(table(items.stream().map(Prediction.class::cast).toList()))
        : Bundle.text(Rounded.text(items));
  }

  private static Table table(List<Prediction> all) {
    StringColumn image = StringColumn.create("image");
    StringColumn predicted = StringColumn.create("predicted");
    DoubleColumn confidence = DoubleColumn.create("confidence");
    StringColumn label = StringColumn.create("label");
    for (Prediction one : all) {
      image.append(one.image());
      predicted.append(one.predicted());
      confidence.append(one.confidence());
      label.append(one.label());
    }
    Table table = Table.create("predictions", image, predicted, confidence);
    if (all.stream().anyMatch(one -> !one.label().isEmpty())) {
      table.addColumns(label);
    }
    if (all.stream().allMatch(one -> one.verdict().isPresent())) {
      addVerdicts(table, all.stream().map(one -> one.verdict().get()).toList());
    }
    return table;
  }

  private static void addVerdicts(Table table, List<Verdict> all) {
    StringColumn classes = StringColumn.create("may be");
    StringColumn kind = StringColumn.create("kind");
    DoubleColumn distance = DoubleColumn.create("distance");
    for (Verdict one : all) {
      classes.append(one.classes().isEmpty() ? "none" : String.join(", ", one.classes()));
      kind.append(one.known() ? "known" : "unknown");
      distance.append(one.distance());
    }
    table.addColumns(classes, kind, distance);
  }
}
