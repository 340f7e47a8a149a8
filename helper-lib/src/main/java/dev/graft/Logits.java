package dev.graft;

import dev.graft.cache.FeatureCache;
import dev.graft.data.ContentKey;
import dev.graft.data.Contract;
import dev.graft.data.ImageSet;
import dev.graft.data.Inputs;
import dev.graft.data.TestTime;
import dev.graft.evaluate.Ensemble;
import dev.graft.evaluate.OneLogit;
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
  static float[][] of(ModelLife.Moment now, Inputs inputs, String title) {
    now.state().requireClasses();
    return pairs(now, now.inference().rows(title, inputs, FeatureCache.atHome()));
  }

  /** Computes what is not kept, and keeps nothing. */
  static float[][] known(ModelLife.Moment now, Inputs inputs, String title) {
    return pairs(now, told(now, inputs, title));
  }

  /** What the network says, and behind it what its classifier read where it was calibrated. */
  static float[][] told(ModelLife.Moment now, Inputs inputs, String title) {
    now.state().requireClasses();
    return now.inference().glance(title, inputs, FeatureCache.atHome());
  }

  /** What computes the logits of all inputs. */
  interface Way {
    float[][] of(ModelLife.Moment now, Inputs inputs, String title);
  }

  /** Averages the probabilities of all looks; one line of progress serves them together. */
  static float[][] averaged(
      ModelLife.Moment now, ImageSet images, TestTime looks, Way way, String title) {
    List<Inputs> seen = looks.inputs(images, now.state().photos());
    String which = String.format(Locale.ROOT, "%s, %d looks at each image", title, seen.size());
    float[][] rows = way.of(now, new Joined(seen, images.size()), which);
    List<float[][]> outputs = new ArrayList<>();
    for (int look = 0; look < seen.size(); look++) {
      int from = look * images.size();
      outputs.add(Arrays.copyOfRange(rows, from, from + images.size()));
    }
    return Ensemble.averageLogits(outputs);
  }

  /** One look at all images, then the next. */
  private record Joined(List<Inputs> looks, int images) implements Inputs {
    @Override
    public int size() {
      return looks.size() * images;
    }

    @Override
    public Contract contract() {
      return looks.get(0).contract();
    }

    @Override
    public String name(int index) {
      return looks.get(index / images).name(index % images);
    }

    @Override
    public Optional<ContentKey> key(int index) {
      return looks.get(index / images).key(index % images);
    }

    @Override
    public void read(int index, FloatBuffer... into) {
      looks.get(index / images).read(index % images, into);
    }
  }

  /** Cuts off what is no logit. */
  static float[][] pairs(ModelLife.Moment now, float[][] told) {
    return pairs(now.state(), told);
  }

  static float[][] pairs(ModelState now, float[][] told) {
    return paired(now, HeadInput.logits(now, told));
  }

  /** A head of one logit answers with two. */
  static float[][] paired(ModelState now, float[][] logits) {
    boolean binary = now.head().map(h -> h.output() == Head.Output.BINARY).orElse(false);
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
