package dev.graft;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Dataset;
import dev.graft.engine.Network;
import dev.graft.evaluate.Features;
import dev.graft.graph.Graph;
import dev.graft.train.Outputs;
import java.util.Set;

/** What layers make of images, one vector an image. */
final class Extraction {
  private Extraction() {}

  static Features features(
      ModelState now, String engine, Dataset images, Graph body, String layer) {
    var network =
        new Network(
            Pooling.of(now.graph(), body), now.weights(), Set.of(), engine, now.quantization());
    String title = Title.extracting(images, layer);
    float[][] rows =
        Outputs.cached(title, network, images.inputs(now.contract()), FeatureCache.atHome());
    return new Features(images.classes(), Answering.ids(images), Answering.labels(images), rows);
  }
}
