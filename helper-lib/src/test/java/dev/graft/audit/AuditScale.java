package dev.graft.audit;

import dev.graft.evaluate.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Times an audit from kept features, without the decoding of files: {@code AuditScale [COUNT]}.
 * 1280 numbers a photo, of which each of ten classes has some that are larger; grey squares of
 * waves.
 */
final class AuditScale {
  private static final int WIDTH = 1280;
  private static final int CLASSES = 10;

  private AuditScale() {}

  public static void main(String[] arguments) {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    Random random = new Random(1);
    Features features = features(count, random);
    List<Glance> glances = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> glances.add(waves(random)));
    long began = System.nanoTime();
    Neighbours neighbours = Neighbours.of(features.values(), 6);
    long then = said("neighbours", began);
    int pairs = Twins.among(glances, neighbours).size();
    then = said("copies: " + pairs, then);
    int doubts = Contradicted.among(features, IntStream.range(0, count).toArray()).size();
    said("labels: " + doubts, then);
    said("all of " + count, began);
  }

  private static long said(String what, long began) {
    long now = System.nanoTime();
    System.out.printf(
        Locale.ROOT,
        "%s, %.1f s, heap %d MB%n",
        what,
        (now - began) / 1e9,
        Runtime.getRuntime().totalMemory() >> 20);
    return now;
  }

  private static Glance waves(Random random) {
    byte[] square = new byte[Alignment.SIDE * Alignment.SIDE];
    double[] a = random.doubles(18, -0.6, 0.6).toArray();
    for (int i = 0; i < square.length; i++) {
      int x = i % Alignment.SIDE;
      int y = i / Alignment.SIDE;
      double sum = 128;
      for (int wave = 0; wave < a.length; wave += 3) {
        sum += 20 * Math.sin(a[wave] * x + a[wave + 1] * y + 9 * a[wave + 2]);
      }
      square[i] = (byte) Math.max(0, Math.min(255, sum));
    }
    return new Glance(256, 256, square);
  }

  private static Features features(int count, Random random) {
    List<String> ids = IntStream.range(0, count).mapToObj(i -> "" + i).toList();
    List<String> classes = IntStream.range(0, CLASSES).mapToObj(i -> "class " + i).toList();
    int[] labels = IntStream.range(0, count).map(i -> i % CLASSES).toArray();
    float[][] values = new float[count][WIDTH];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < WIDTH; k++) {
        double own = k % 50 == labels[i] ? 0.6 : 0;
        values[i][k] = (float) Math.max(0, random.nextGaussian() * 0.4 + own);
      }
    }
    return new Features(classes, ids, labels, values);
  }
}
