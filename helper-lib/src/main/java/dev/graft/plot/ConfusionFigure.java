package dev.graft.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.evaluate.Evaluation;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.style.HeatMapStyler;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.HeatmapTrace;

/** The confusion matrix, the first class in the top row, counts in the cells. */
final class ConfusionFigure {
  /** No darker than black numbers can bear. */
  private static final Color[] RANGE = {Color.WHITE, new Color(0xC9E4F6), Style.SKY};

  private static final int MOST_NUMBERED = 24;

  private final List<String> classes;
  private final int[][] counts;
  private final String title;
  private final int side;

  ConfusionFigure(Evaluation evaluation) {
    this.classes = evaluation.classes();
    this.counts = evaluation.confusion();
    this.side = Math.max(380, Math.min(900, classes.size() * 72));
    this.title =
        String.format(
            Locale.ROOT,
            "Confusion: %d of %d right",
            evaluation.size() - evaluation.mistakes().size(),
            evaluation.size());
  }

  static Figure of(Evaluation evaluation) {
    ConfusionFigure figure = new ConfusionFigure(evaluation);
    return Figure.chart(figure.title, Canvas.charts(figure.chart()), figure.plotly());
  }

  HeatMapChart chart() {
    int widest = classes.stream().mapToInt(Style::width).max().orElse(0);
    boolean flat = Style.rotation(classes, (double) side / classes.size()) == 0;
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(side + 90 + widest)
            .height(side + 110 + (flat ? 0 : widest))
            .build();
    chart.setTitle(title);
    chart.setXAxisTitle("predicted class");
    chart.setYAxisTitle("true class");
    style(chart.getStyler());
    List<Number[]> cells = new ArrayList<>();
    for (int row = 0; row < counts.length; row++) {
      for (int column = 0; column < counts.length; column++) {
        cells.add(new Number[] {column, counts.length - 1 - row, counts[row][column]});
      }
    }
    List<String> upwards = new ArrayList<>(classes);
    Collections.reverse(upwards);
    chart.addSeries("images", classes, upwards, cells);
    return chart;
  }

  private void style(HeatMapStyler styler) {
    Style.apply(styler);
    styler.setLegendVisible(false);
    styler.setRangeColors(RANGE);
    styler.setMin(0);
    styler.setMax(Math.max(1, largest()));
    styler.setPlotContentSize(1);
    styler.setPlotGridLinesVisible(false);
    styler.setDrawBorder(true);
    styler.setShowValue(classes.size() <= MOST_NUMBERED);
    styler.setValueFont(Style.bold(classes.size() <= 8 ? 20 : 14));
    styler.setValueFontColor(Style.INK);
    styler.setHeatMapDecimalValueFormatter(value -> Long.toString(Math.round(value)));
    styler.setXAxisLabelRotation(Style.rotation(classes, (double) side / classes.size()));
  }

  private int largest() {
    int largest = 0;
    for (int[] row : counts) {
      for (int count : row) {
        largest = Math.max(largest, count);
      }
    }
    return largest;
  }

  private Plotly plotly() {
    double[][] z = new double[counts.length][counts.length];
    for (int row = 0; row < counts.length; row++) {
      for (int column = 0; column < counts.length; column++) {
        z[row][column] = counts[row][column];
      }
    }
    Object[] names = classes.toArray();
    Layout layout =
        Layout.builder()
            .title(title)
            .height(Math.max(420, Math.min(1000, classes.size() * 60 + 140)))
            .xAxis(Axis.builder().title("predicted class").build())
            .yAxis(Axis.builder().title("true class").build())
            .build();
    Plotly plotly = Plotly.of(layout, List.of(HeatmapTrace.builder(names, names, z).build()));
    ((ObjectNode) plotly.layout().get("yaxis"))
        .put("autorange", "reversed")
        .put("type", "category");
    ((ObjectNode) plotly.layout().get("xaxis")).put("type", "category");
    ArrayNode scale = plotly.trace(0).put("showscale", false).putArray("colorscale");
    for (int i = 0; i < RANGE.length; i++) {
      scale.addArray().add(i / (RANGE.length - 1.0)).add(Style.hex(RANGE[i]));
    }
    plotly.trace(0).put("texttemplate", "%{z}").put("xgap", 1).put("ygap", 1);
    plotly
        .trace(0)
        .put("hovertemplate", "true %{y}<br>predicted %{x}<br>%{z} images<extra></extra>");
    return plotly;
  }
}
