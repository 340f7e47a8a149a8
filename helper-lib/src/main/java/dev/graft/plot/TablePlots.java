package dev.graft.plot;

import java.util.List;
import tech.tablesaw.api.Table;

/** Draws figures of tables, whatever their numbers are. */
abstract class TablePlots {
  /**
   * Draws each row of a table as a bubble, to weigh three numbers against one another.
   *
   * <pre>{@code
   * Plots.bubbles(table, "backbone", "milliseconds", "accuracy", "megabytes")
   * }</pre>
   *
   * @param table with one or more rows
   * @param name column with the names of the bubbles
   * @param x column of numbers, to the right
   * @param y column of numbers, upwards
   * @param area column of numbers above 0, to which the areas are in proportion
   * @return the figure
   * @throws IllegalArgumentException if the table is empty, or a column holds no numbers
   */
  public static Figure bubbles(Table table, String name, String x, String y, String area) {
    return BubblesFigure.of(table, name, x, y, area);
  }

  /**
   * Draws each row of a table as a line across one axis a column, to see which values go together:
   * parallel coordinates (Inselberg 1985). Columns of numbers are logarithmic where they span more
   * than 100 times their least, which must be above 0; all others are names. Rows with a missing
   * value are left out.
   *
   * <pre>{@code
   * Plots.parallel(trials, "accuracy")
   * }</pre>
   *
   * @param table with one or more rows
   * @param colour column that colours the lines and becomes the last axis; the darkest are high
   * @return the figure
   * @throws IllegalArgumentException if no row has all its values
   */
  public static Figure parallel(Table table, String colour) {
    return ParallelFigure.of(table, colour);
  }

  /**
   * Draws the mean of y over x, one curve a group, with a band from the least to the greatest y of
   * the rows that share x and group. The x axis is logarithmic where x spans more than 20 times its
   * least, which must be above 0. Rows with a missing value are left out.
   *
   * <pre>{@code
   * Plots.lines(table, "images a class", "accuracy", "network")
   * }</pre>
   *
   * @param table with one or more rows
   * @param x column of numbers, to the right
   * @param y column of numbers, upwards
   * @param group column with the names of the curves
   * @return the figure
   * @throws IllegalArgumentException if no row has all its values, or a column holds no numbers
   */
  public static Figure lines(Table table, String x, String y, String group) {
    return LinesFigure.of(table, x, y, group);
  }

  /**
   * Draws each row of a table as a group of bars, one bar a column.
   *
   * <pre>{@code
   * Plots.bars(table, "backbone", "accuracy", "macro F1")
   * }</pre>
   *
   * @param table with one or more rows
   * @param name column with the names of the groups
   * @param columns one or more columns of numbers, 0 or more each
   * @return the figure
   * @throws IllegalArgumentException if no row has all values, a column holds no numbers, or one
   *     below 0
   */
  public static Figure bars(Table table, String name, String... columns) {
    return BarsFigure.of(table, name, List.of(columns));
  }

  /**
   * Draws a figure that was made with Tablesaw's own plots: histogram, bars, points and lines,
   * boxes, pie. Other kinds become a table of their traces, which plotly draws where it runs.
   *
   * <pre>{@code
   * Plots.of(Histogram.create("confidence", table, "confidence")).save(Path.of("confidence.png"))
   * }</pre>
   *
   * @param tablesaw with any traces
   * @return the figure
   * @throws IllegalStateException if what Tablesaw writes cannot be read
   */
  public static Figure of(tech.tablesaw.plotly.components.Figure tablesaw) {
    return TracesFigure.of(tablesaw);
  }
}
