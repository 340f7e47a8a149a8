package dev.graft;

import dev.graft.data.ImageSet;
import dev.graft.data.PixelSource;
import dev.graft.data.TestTime;
import dev.graft.evaluate.Ensemble;
import dev.graft.train.Outputs;
import java.util.ArrayList;
import java.util.List;

/** What the whole network, compiled, says of each image: (N, C). */
final class Logits {
  private Logits() {}

  static float[][] of(TransferModel model, ImageSet images, String title) {
    return seen(model, images, title);
  }

  /** Averages the probabilities of all looks. */
  static float[][] of(TransferModel model, ImageSet images, TestTime looks, String title) {
    List<PixelSource> sources = looks.sources(images);
    List<float[][]> outputs = new ArrayList<>();
    for (PixelSource source : sources) {
      String which = "%s, look %d of %d".formatted(title, outputs.size() + 1, sources.size());
      outputs.add(seen(model, source, which));
    }
    return Ensemble.averageLogits(outputs);
  }

  private static float[][] seen(TransferModel model, PixelSource source, String title) {
    model.state().requireHead();
    float[][] logits = Outputs.of(title, model.whole(), source, model.contract());
    boolean binary = model.state().head().map(h -> h.output() == Head.Output.BINARY).orElse(false);
    return binary ? pairs(logits) : logits;
  }

  /** A single logit z is the softmax of (0, z). */
  private static float[][] pairs(float[][] logits) {
    float[][] pairs = new float[logits.length][];
    for (int i = 0; i < logits.length; i++) {
      pairs[i] = new float[] {0, logits[i][0]};
    }
    return pairs;
  }
}
