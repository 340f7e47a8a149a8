package dev.graft.audit;

import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.evaluate.Features;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Times an audit of drawn photos whose features are there already: {@code AuditScale [COUNT]}. 1280
 * numbers a photo, of which each class has some that are larger.
 */
final class AuditScale {
  private static final int WIDTH = 1280;

  private AuditScale() {}

  public static void main(String[] arguments) {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    ImageSet images = Samples.garden(count / 6, 1).train();
    Features features = features(images);
    long began = System.nanoTime();
    Audit audit = Audit.of(images, set -> features);
    System.out.printf(
        Locale.ROOT,
        "%d photos: %.1f s, heap at most %d MB; %d findings%n",
        images.size(),
        (System.nanoTime() - began) / 1e9,
        Runtime.getRuntime().totalMemory() >> 20,
        audit.findings().size());
  }

  private static Features features(ImageSet images) {
    Random random = new Random(1);
    List<String> ids = IntStream.range(0, images.size()).mapToObj(images::id).toList();
    int[] labels = IntStream.range(0, images.size()).map(images::label).toArray();
    float[][] values = new float[images.size()][WIDTH];
    for (int i = 0; i < values.length; i++) {
      for (int k = 0; k < WIDTH; k++) {
        double own = k % 50 == labels[i] ? 0.6 : 0;
        values[i][k] = (float) Math.max(0, random.nextGaussian() * 0.4 + own);
      }
    }
    return new Features(images.classes(), ids, labels, values);
  }
}
