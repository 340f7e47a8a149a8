package dev.graft.evaluate;

import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** How sure the figures of tags are: of images drawn anew, and of the counted shares of a tag. */
final class TagIntervals {
  private final List<String> tags;
  private final float[][] logits;
  private final boolean[][] has;
  private final boolean[][] given;

  /** By tag all images, the surest first. */
  private final int[][] order;

  /** Each is {@code [N][tags]}. */
  TagIntervals(List<String> tags, float[][] logits, boolean[][] has, boolean[][] given) {
    this.tags = tags;
    this.logits = logits;
    this.has = has;
    this.given = given;
    this.order = IntStream.range(0, tags.size()).mapToObj(this::ordered).toArray(int[][]::new);
  }

  private int[] ordered(int tag) {
    return IntStream.range(0, has.length)
        .boxed()
        .sorted((a, b) -> Float.compare(logits[b][tag], logits[a][tag]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  Table table() {
    IntervalTable table =
        new IntervalTable()
            .add("mean average precision", Bootstrap.of(has.length, this::meanAveragePrecision))
            .add("micro F1", Bootstrap.of(has.length, drawn -> TagCounts.sum(counts(drawn)).f1()))
            .add("macro F1", Bootstrap.of(has.length, drawn -> TagCounts.macroF1(counts(drawn))));
    for (int tag = 0; tag < tags.size(); tag++) {
      int there = 0;
      int taken = 0;
      int hits = 0;
      for (int i = 0; i < has.length; i++) {
        there += has[i][tag] ? 1 : 0;
        taken += given[i][tag] ? 1 : 0;
        hits += has[i][tag] && given[i][tag] ? 1 : 0;
      }
      table.add("precision of " + tags.get(tag), Wilson.share(hits, taken));
      table.add("recall of " + tags.get(tag), Wilson.share(hits, there));
    }
    return table.table();
  }

  private List<TagCounts> counts(int... drawn) {
    TagCounts[] counts = TagCounts.none(tags.size());
    for (int image : drawn) {
      for (int tag = 0; tag < counts.length; tag++) {
        counts[tag] = counts[tag].add(has[image][tag], given[image][tag]);
      }
    }
    return List.of(counts);
  }

  private double meanAveragePrecision(int... drawn) {
    int[] times = new int[has.length];
    for (int image : drawn) {
      times[image]++;
    }
    return IntStream.range(0, tags.size())
        .mapToDouble(tag -> averagePrecision(tag, times))
        .filter(precision -> !Double.isNaN(precision))
        .average()
        .orElse(Double.NaN);
  }

  /** As {@link RankedScores#averagePrecision}, each image as many times as it was drawn. */
  private double averagePrecision(int tag, int... times) {
    double sum = 0;
    int taken = 0;
    int hits = 0;
    int before = 0;
    int[] sorted = order[tag];
    for (int place = 0; place < sorted.length; place++) {
      int image = sorted[place];
      taken += times[image];
      hits += has[image][tag] ? times[image] : 0;
      boolean last = place + 1 == sorted.length;
      if ((last || logits[sorted[place + 1]][tag] != logits[image][tag]) && taken > 0) {
        sum += (double) (hits - before) * hits / taken;
        before = hits;
      }
    }
    return hits == 0 ? Double.NaN : sum / hits;
  }
}
