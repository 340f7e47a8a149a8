package dev.graft;

import dev.graft.cache.FeatureCache;
import dev.graft.data.ImageKey;
import dev.graft.data.ImageSet;
import dev.graft.data.PixelSource;
import dev.graft.data.TestTime;
import dev.graft.evaluate.Ensemble;
import dev.graft.evaluate.OneLogit;
import dev.graft.weights.InputContract;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the whole network, compiled, says of each image: (N, C). */
final class Logits {
  private Logits() {}

  /** Computes what is not kept, and keeps it. */
  static float[][] of(ModelLife.Moment now, PixelSource images, String title) {
    now.state().requireHead();
    return pairs(now, now.inference().rows(title, images, FeatureCache.atHome()));
  }

  /** Computes what is not kept, and keeps nothing. */
  static float[][] known(ModelLife.Moment now, PixelSource images, String title) {
    now.state().requireHead();
    return pairs(now, now.inference().glance(title, images, FeatureCache.atHome()));
  }

  /** What computes the logits of all images of a source. */
  interface Way {
    float[][] of(ModelLife.Moment now, PixelSource images, String title);
  }

  /** Averages the probabilities of all looks; one line of progress serves them together. */
  static float[][] averaged(
      ModelLife.Moment now, ImageSet images, TestTime looks, Way way, String title) {
    List<PixelSource> sources = looks.sources(images);
    String which = String.format(Locale.ROOT, "%s, %d looks at each image", title, sources.size());
    float[][] rows = way.of(now, new Joined(sources, images.size()), which);
    List<float[][]> outputs = new ArrayList<>();
    for (int look = 0; look < sources.size(); look++) {
      int from = look * images.size();
      outputs.add(Arrays.copyOfRange(rows, from, from + images.size()));
    }
    return Ensemble.averageLogits(outputs);
  }

  /** One look at all images, then the next. */
  private record Joined(List<PixelSource> looks, int images) implements PixelSource {
    @Override
    public int size() {
      return looks.size() * images;
    }

    @Override
    public int label(int index) {
      return looks.get(index / images).label(index % images);
    }

    @Override
    public String name(int index) {
      return looks.get(index / images).name(index % images);
    }

    @Override
    public Optional<ImageKey> key(int index) {
      return looks.get(index / images).key(index % images);
    }

    @Override
    public void read(int index, InputContract contract, FloatBuffer into) {
      looks.get(index / images).read(index % images, contract, into);
    }
  }

  private static float[][] pairs(ModelLife.Moment now, float[][] logits) {
    boolean binary = now.state().head().map(h -> h.output() == Head.Output.BINARY).orElse(false);
    return binary ? pairs(logits) : logits;
  }

  private static float[][] pairs(float[][] logits) {
    float[][] pairs = new float[logits.length][];
    for (int i = 0; i < logits.length; i++) {
      pairs[i] = OneLogit.row(logits[i], 0, 1);
    }
    return pairs;
  }
}
