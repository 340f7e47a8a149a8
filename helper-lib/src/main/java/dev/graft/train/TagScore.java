package dev.graft.train;

import dev.graft.data.Answers;
import dev.graft.data.Tags;
import dev.graft.evaluate.TagFigures;
import java.util.LinkedHashMap;
import java.util.Map;

/** The usual figures of tags, each given from a probability of 0.5 on. */
final class TagScore implements Score {
  /** First, since it costs nothing to say it after each batch. */
  private static final String MICRO = "micro F1";

  private final TagFigures figures;

  /**
   * @param tags how many there are
   */
  TagScore(int tags) {
    this.figures = new TagFigures(tags);
  }

  @Override
  public void add(float[] outputs, Answers answers) {
    figures.add(outputs, ((Tags) answers).rows());
  }

  @Override
  public Map<String, Double> figures() {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put(MICRO, figures.microF1());
    all.put("macro F1", figures.macroF1());
    all.put("mean average precision", figures.meanAveragePrecision());
    return all;
  }

  @Override
  public double figure(String name) {
    return name.equals(MICRO) ? figures.microF1() : Score.super.figure(name);
  }

  @Override
  public Map<String, double[]> state() {
    return figures.state();
  }

  @Override
  public void restore(Map<String, double[]> state) {
    figures.restore(state);
  }
}
