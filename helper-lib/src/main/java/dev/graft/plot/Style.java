package dev.graft.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The one look of all figures: white ground, Okabe and Ito's colours, type that a hall can read.
 */
final class Style {
  static final Color INK = new Color(0x222222);
  static final Color FAINT = new Color(0x767676);
  static final Color GRID = new Color(0xE6E6E6);
  static final Color BLUE = new Color(0x0072B2);
  static final Color VERMILLION = new Color(0xD55E00);
  static final Color SKY = new Color(0x56B4E9);

  /**
   * Okabe and Ito 2008, "Color Universal Design"; their yellow comes last, it is faint on white.
   */
  private static final Color[] PALETTE = {
    BLUE,
    VERMILLION,
    new Color(0x009E73),
    new Color(0xE69F00),
    new Color(0xCC79A7),
    SKY,
    Color.BLACK,
    new Color(0xF0E442)
  };

  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE,
    SeriesMarkers.DIAMOND,
    SeriesMarkers.SQUARE,
    SeriesMarkers.TRIANGLE_UP,
    SeriesMarkers.TRIANGLE_DOWN
  };

  private static final int TICK = 15;
  private static final FontRenderContext FLAT = new FontRenderContext(null, true, true);

  private Style() {}

  static Color color(int series) {
    return PALETTE[series % PALETTE.length];
  }

  /** Differs among classes of one colour, and among neighbours for those who see no colour. */
  static Marker marker(int series) {
    return MARKERS[(series + series / PALETTE.length) % MARKERS.length];
  }

  static String hex(Color color) {
    return String.format(Locale.ROOT, "#%06X", color.getRGB() & 0xFFFFFF);
  }

  static Font font(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  static Font bold(int size) {
    return new Font(Font.SANS_SERIF, Font.BOLD, size);
  }

  /** Turns the names of classes only where they would overlap. */
  static int rotation(List<String> names, double room) {
    int widest = names.stream().mapToInt(Style::width).max().orElse(0);
    return widest + 10 < room ? 0 : room > 40 ? 40 : 90;
  }

  /** Width of a tick label. */
  static int width(String name) {
    return width(name, TICK);
  }

  static int width(String text, int size) {
    return (int) Math.ceil(font(size).getStringBounds(text, FLAT).getWidth());
  }

  static void apply(AxesChartStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setChartPadding(14);
    styler.setChartFontColor(INK);
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitleFont(bold(19));
    styler.setChartTitlePadding(10);
    styler.setAxisTitleFont(font(16));
    styler.setAxisTitlePadding(8);
    styler.setAxisTickLabelsFont(font(TICK));
    styler.setAxisTickLabelsColor(INK);
    styler.setAxisTickMarksColor(GRID);
    styler.setAxisTicksLineVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setLegendFont(font(15));
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setAnnotationLineColor(FAINT);
    styler.setAnnotationLineStroke(
        new BasicStroke(
            1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 5}, 0));
    styler.setAnnotationTextFont(font(14));
    styler.setAnnotationTextFontColor(FAINT);
    styler.setMarkerSize(9);
    styler.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    styler.setDecimalPattern("#,##0.####");
  }
}
