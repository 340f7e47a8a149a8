package dev.graft;

import dev.graft.data.ImageSet;
import dev.graft.engine.Bodies;
import dev.graft.engine.Network;
import dev.graft.evaluate.Prediction;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import dev.graft.train.Slopes;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.Set;

/** Finds the evidence for a class on a layer's map. */
final class ClassMap {
  private static final int MAP = 3;

  private ClassMap() {}

  /**
   * @param layer empty for the backbone's last map
   */
  static GradCam of(TransferModel model, ImageSet image, String wanted, String layer) {
    ModelState now = model.state();
    int label = now.label(wanted);
    Graph graph = now.graph();
    String node = layer.isEmpty() ? now.backbone().body().output() : graph.resolve(layer);
    Shape shape = graph.shape(node);
    if (shape.rank() != MAP) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s gives %s, which is no map (channels, height, width); ask occlusion(model, image,"
                  + " class), or name an earlier layer",
              node,
              shape));
    }
    Covering source = Covering.read(image, now.photos());
    FloatBuffer pixels = DirectFloats.of(graph.inputShape().size());
    source.read(0, pixels.duplicate());
    var network = new Network(graph, now.weights(), Set.of(), model.engine(), now.quantization());
    boolean one = graph.outputShape().size() == 1;
    double[][] evidence =
        evidence(network, node, pixels, one ? 0 : label, one && label == 0 ? -1 : 1);
    Prediction said = Answering.predicted(model, image).get(0);
    return new GradCam(wanted, said.probabilities().get(label), node, evidence, source.seen());
  }

  /**
   * @param sign −1 where the class is the one that the only logit speaks against
   */
  static double[][] evidence(
      Network network, String node, FloatBuffer pixels, int output, int sign) {
    Graph graph = network.graph();
    Shape shape = graph.shape(node);
    FloatBuffer values = DirectFloats.of(shape.size());
    try (Body body =
        Bodies.of(graph.until(node), network.weights(), network.engine(), network.int8())) {
      body.run(pixels, 1, values);
    }
    float[] slopes = Slopes.of(network, node, values.duplicate(), output);
    return evidence(values, slopes, shape, sign);
  }

  private static double[][] evidence(FloatBuffer values, float[] slopes, Shape shape, int sign) {
    int pixels = shape.get(1) * shape.get(2);
    double[][] evidence = new double[shape.get(1)][shape.get(2)];
    for (int c = 0; c < shape.get(0); c++) {
      double weight = 0;
      for (int p = 0; p < pixels; p++) {
        weight += sign * slopes[c * pixels + p] / pixels;
      }
      for (int p = 0; p < pixels; p++) {
        evidence[p / shape.get(2)][p % shape.get(2)] += weight * values.get(c * pixels + p);
      }
    }
    for (double[] row : evidence) {
      for (int x = 0; x < row.length; x++) {
        row[x] = Math.max(0, row[x]);
      }
    }
    return evidence;
  }
}
