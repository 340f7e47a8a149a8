package dev.graft.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.TransferModel;
import dev.graft.audit.Audit;
import dev.graft.data.ImageSet;
import dev.graft.data.Splits;
import dev.graft.data.TrainingSet;
import dev.graft.evaluate.Evaluation;
import dev.graft.page.Html;
import dev.graft.page.TableHtml;
import dev.graft.plot.Figure;
import dev.graft.plot.Plots;
import dev.graft.train.History;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import tech.tablesaw.api.Table;

/**
 * One value in several forms, of which a viewer shows the best it can.
 *
 * @param data MIME type to content: text, base64 for images, maps and lists for JSON
 * @param metadata MIME type to hints such as the width in CSS pixels
 */
record Bundle(Map<String, Object> data, Map<String, Object> metadata) {
  static final String PLOTLY = "application/vnd.plotly.v1+json";
  static final String TEXT = "text/plain";
  private static final String HTML = "text/html";
  private static final String PNG = "image/png";
  private static final int SAMPLES = 6;

  static Bundle text(String text) {
    return new Bundle(Map.of(TEXT, text), Map.of());
  }

  static Bundle html(String html, String text) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(HTML, html);
    data.put(TEXT, text);
    return new Bundle(data, Map.of());
  }

  static Bundle line(String line) {
    return html("<div style=\"color: #666\">" + Html.escape(line) + "</div>", line);
  }

  /** The PNG is beside the chart for all who have no plotly; never scripted HTML. */
  static Bundle of(Figure figure) {
    Map<String, Object> data = new LinkedHashMap<>();
    figure.plotly().ifPresent(json -> data.put(PLOTLY, tree(json)));
    data.put(PNG, Base64.getEncoder().encodeToString(figure.png()));
    data.put(TEXT, figure.toString());
    return new Bundle(
        data, Map.of(PNG, Map.of("width", figure.width(), "height", figure.height())));
  }

  static Bundle of(Table table) {
    Table shown = TableHtml.cut(table);
    return html(TableHtml.of(table), shown.print() + TableHtml.note(table));
  }

  static Bundle of(History history) {
    String head =
        String.format(
            Locale.ROOT,
            "%s on %s (%s), seed %d",
            history.length(),
            history.engine(),
            history.device(),
            history.seed());
    return html(Html.paragraph(head) + TableHtml.of(history.table()), head + "\n" + history);
  }

  static Bundle of(History.Epoch epoch) {
    return of(new History(List.of(epoch), "", "", 0, "").table());
  }

  /** Of many classes those are listed that have an image. */
  static Bundle of(Evaluation evaluation) {
    String text = evaluation.toString();
    String head = text.lines().findFirst().orElse("");
    Table report = evaluation.report();
    int classes = evaluation.classes().size();
    Table shown = classes < TableHtml.ROWS ? report : seen(report);
    String hidden =
        String.format(
            Locale.ROOT, "%,d classes without an image", report.rowCount() - shown.rowCount());
    String note = shown == report ? "" : Html.paragraph("… and " + hidden);
    String plain = shown == report ? text : head + "\n" + shown.print() + "… and " + hidden;
    return html(Html.paragraph(head) + TableHtml.of(shown) + note, plain);
  }

  private static Table seen(Table report) {
    return report.where(report.intColumn("support").isGreaterThan(0));
  }

  static Bundle of(ImageSet images) {
    Figure sheet = Plots.samples(images, SAMPLES);
    String text = images.toString();
    String html = Html.paragraph(text) + TableHtml.of(images.counts()) + Html.image(sheet);
    return html(html, text + "\n" + images.counts().print());
  }

  static Bundle of(Audit audit) {
    String text = audit.toString();
    Table table = audit.toTable();
    if (table.isEmpty()) {
      return html(Html.paragraph(text), text);
    }
    String html =
        Html.paragraph(text)
            + TableHtml.of(table)
            + (audit.hasPhotos() ? Html.image(Plots.audit(audit)) : "");
    return html(html, text + "\n" + TableHtml.cut(table).print());
  }

  static Bundle of(Splits splits) {
    String text = splits.toString();
    return html(
        Html.paragraph(text) + TableHtml.of(splits.counts()),
        text + "\n" + splits.counts().print());
  }

  static Bundle of(TransferModel model) {
    String text = model.toString();
    String head = text.lines().findFirst().orElse("");
    return html(Html.paragraph(head) + TableHtml.of(model.table()), text);
  }

  static Bundle of(TrainingSet training) {
    String text = training.toString();
    return html(Html.paragraph(text) + Html.image(Plots.augmented(training)), text);
  }

  void copyTo(DisplayData display) {
    data.forEach(display::putData);
    metadata.forEach(display::putMetaData);
  }

  private static Map<?, ?> tree(String json) {
    try {
      return new ObjectMapper().readValue(json, Map.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("figure is no JSON", e);
    }
  }
}
