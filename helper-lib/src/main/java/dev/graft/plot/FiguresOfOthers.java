package dev.graft.plot;

import java.util.Map;
import java.util.function.Function;

/**
 * Tells which figures of others are drawn here, for those who show values by their class: no other
 * room sees Tablesaw's plots.
 */
public final class FiguresOfOthers {
  private FiguresOfOthers() {}

  /**
   * Lists what draws them.
   *
   * @return what draws a figure, by its class
   */
  public static Map<Class<?>, Function<Object, Figure>> drawn() {
    return Map.of(
        tech.tablesaw.plotly.components.Figure.class,
        figure -> TracesFigure.of((tech.tablesaw.plotly.components.Figure) figure));
  }
}
