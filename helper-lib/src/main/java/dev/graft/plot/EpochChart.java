package dev.graft.plot;

import dev.graft.plot.EpochPanel.Curve;
import dev.graft.train.History.Epoch;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws one panel of curves over epochs, stages divided by dashed lines. */
record EpochChart(TrainedEpochs epochs, EpochPanel panel) {
  /** Pixels beside the plot, and pixels that the name of a stage takes. */
  private static final int AXIS = 120;

  private static final int STAGE_NAME = 64;

  XYChart draw(int width) {
    XYChart chart = new XYChart(width, 420);
    chart.setTitle(panel.title());
    chart.setXAxisTitle("epoch");
    chart.setYAxisTitle(panel.yTitle());
    Style.apply(chart.getStyler());
    chart.getStyler().setLegendVisible(false);
    double margin = epochs.all().size() < 3 ? 1 : 0.5;
    chart.getStyler().setXAxisMin(epochs.first().number() - margin);
    chart.getStyler().setXAxisMax(epochs.last().number() + margin);
    chart.setCustomXAxisTickLabelsFormatter(EpochChart::whole);
    if (panel.isRate()) {
      chart.getStyler().setYAxisLogarithmic(epochs.ratesLieFarApart());
      chart.getStyler().setPlotGridHorizontalLinesVisible(!epochs.ratesLieFarApart());
      chart.getStyler().setYAxisDecimalPattern("0.##E0");
    }
    panel.curves().forEach(curve -> draw(chart, curve));
    markStages(chart);
    return chart;
  }

  private void draw(XYChart chart, Curve curve) {
    List<Epoch> known = curve.known(epochs);
    if (!known.isEmpty()) {
      double[] x = known.stream().mapToDouble(Epoch::number).toArray();
      double[] y = known.stream().mapToDouble(curve.value()).toArray();
      boolean level = panel.isRate();
      XYSeries series =
          level ? levels(chart, curve.name(), x, y) : chart.addSeries(curve.name(), x, y);
      series.setLineColor(curve.color());
      series.setLineWidth(3);
      series.setMarkerColor(curve.color());
      series.setMarker(level && known.size() > 1 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
    }
  }

  /**
   * Each value holds until half an epoch after, so it changes with the stage. The ends stay on
   * whole epochs: XChart counts its ticks from the first.
   */
  private static XYSeries levels(XYChart chart, String name, double[] x, double[] y) {
    double last = x[x.length - 1];
    double[] ends =
        IntStream.range(0, 2 * x.length)
            .mapToDouble(i -> Math.min(Math.max(x[i / 2] + i % 2 - 0.5, x[0]), last))
            .toArray();
    double[] values = IntStream.range(0, 2 * y.length).mapToDouble(i -> y[i / 2]).toArray();
    return chart.addSeries(name, ends, values);
  }

  private void markStages(XYChart chart) {
    double top = top();
    for (Epoch epoch : epochs.stageStarts()) {
      double x = epoch.number() - 0.5;
      if (epoch.stage() > epochs.first().stage()) {
        chart.addAnnotation(new AnnotationLine(x, true, false));
      }
    }
    chart.getStyler().setYAxisMax(top);
    if (epochs.stageStarts().size() > 1) {
      for (Epoch epoch : epochs.stageStarts()) {
        double middle = (epoch.number() + epochs.lastOf(epoch.stage()).number()) / 2.0;
        chart.addAnnotation(new AnnotationText(stageName(chart, epoch), middle, top, false));
      }
    }
  }

  /** Only the number where the words would lie on the dashed lines. */
  private String stageName(XYChart chart, Epoch first) {
    int length = epochs.lastOf(first.stage()).number() - first.number() + 1;
    double room = (chart.getWidth() - AXIS) * (double) length / epochs.all().size();
    return room < STAGE_NAME ? Integer.toString(first.stage()) : "stage " + first.stage();
  }

  /** Leaves room for the names of the stages above the highest point. */
  private double top() {
    DoubleSummaryStatistics values =
        panel.curves().stream()
            .flatMap(curve -> curve.known(epochs).stream().map(curve::at))
            .mapToDouble(Double::doubleValue)
            .summaryStatistics();
    if (values.getCount() == 0) {
      return 1;
    }
    if (panel.isRate() && epochs.ratesLieFarApart()) {
      return values.getMax() * 2.5;
    }
    boolean percent = panel.reading() == EpochPanel.Reading.PERCENT;
    double highest = percent ? 100 : values.getMax();
    double span = highest - values.getMin();
    double room = 0.12 * (span > 0 ? span : Math.max(highest, 1e-9));
    return highest + (percent ? Math.min(4.5, room) : room);
  }

  /** XChart widens its steps until no two labels are equal: so every tick is a whole epoch. */
  private static String whole(double tick) {
    return Long.toString(Math.round(tick));
  }
}
