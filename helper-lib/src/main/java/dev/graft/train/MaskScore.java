package dev.graft.train;

import dev.graft.data.Answers;
import dev.graft.data.Masks;
import dev.graft.evaluate.PixelCounts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Mean overlap and share of right pixels, at the size that the network sees. */
final class MaskScore implements Score {
  private static final String COUNTS = "pixels";

  private final int classes;
  private PixelCounts counts;

  MaskScore(int classes) {
    this.classes = classes;
    this.counts = new PixelCounts(classes);
  }

  /** Outputs are {@code (N, K, H, W)}. Sums of whole numbers do not depend on their order. */
  @Override
  public void add(float[] outputs, Answers answers) {
    byte[][] rows = ((Masks) answers).rows();
    int size = outputs.length / rows.length;
    PixelCounts batch =
        IntStream.range(0, rows.length)
            .parallel()
            .mapToObj(i -> counted(outputs, i * size, rows[i]))
            .reduce(new PixelCounts(classes), PixelCounts::plus);
    counts = counts.plus(batch);
  }

  private PixelCounts counted(float[] outputs, int from, byte... row) {
    PixelCounts its = new PixelCounts(classes);
    for (int p = 0; p < row.length; p++) {
      if (row[p] == Masks.VOID) {
        continue;
      }
      int best = 0;
      float most = outputs[from + p];
      for (int c = 1; c < classes; c++) {
        float logit = outputs[from + c * row.length + p];
        if (logit > most) {
          most = logit;
          best = c;
        }
      }
      its.add(row[p] & 0xff, best);
    }
    return its;
  }

  @Override
  public Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("mean IoU", counts.meanIou());
    figures.put("pixel accuracy", counts.accuracy());
    return figures;
  }

  @Override
  public Map<String, double[]> state() {
    return Map.of(COUNTS, counts.state());
  }

  @Override
  public void restore(Map<String, double[]> state) {
    double[] counted = state.get(COUNTS);
    if (counted == null || counted.length != classes * classes) {
      throw new IllegalArgumentException(
          "the epoch under way has not counted the pixels of " + classes + " classes");
    }
    counts = PixelCounts.of(classes, counted);
  }
}
