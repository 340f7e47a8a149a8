package dev.graft;

import dev.graft.data.Dataset;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Features;
import dev.graft.evaluate.NearestNeighbours;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.util.List;
import java.util.Map;

/** Puts a head on a model that asks the nearest of a set. */
final class HeadNeighbours {
  private HeadNeighbours() {}

  static Evaluation solve(TransferModel model, Dataset set, NearestNeighbours asked) {
    return model
        .life()
        .train(
            "solve",
            () -> {
              Features features = HeadFeatures.plain(model, set);
              var found = asked.solve(features);
              model.life().learn(now -> grafted(now, features.labels(), found, asked.nearest()));
              return found.leftOut();
            });
  }

  private static ModelState grafted(
      ModelState now, int[] labels, NearestNeighbours.Solved found, int nearest) {
    Head before = now.head().orElseThrow();
    int n = labels.length;
    List<Head.Layer> layers = List.of(new NeighboursLayer(n, nearest));
    Head head =
        new Head(now.classes(), Head.Output.SOFTMAX, before.pooling(), layers, before.seed());
    int width = found.rows()[0].length;
    float[] rows = new float[Math.multiplyExact(n, width)];
    float[] votes = new float[Math.multiplyExact(n, now.classes().size())];
    for (int i = 0; i < n; i++) {
      System.arraycopy(found.rows()[i], 0, rows, i * width, width);
      votes[labels[i] * n + i] = (float) found.scale();
    }
    ModelState next = now.head(head);
    return next.weights(
        StateDict.of(
            Map.of(
                Head.NEIGHBOURS + ".rows",
                Tensor.of(Shape.of(n, width), rows),
                Head.CLASSIFIER + ".weight",
                Tensor.of(Shape.of(now.classes().size(), n), votes))));
  }
}
