package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.graft.engine.DeviceArrays;
import dev.graft.engine.Engines;
import dev.graft.engine.LiveSlice;
import dev.graft.engine.Mode;
import dev.graft.engine.Network;
import dev.graft.graph.Cut;
import dev.graft.graph.Extent;
import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How one output of a network depends on what a layer makes of an input: the gradient of that
 * output by the layer's values, all as at inference.
 */
public final class Slopes {
  private Slopes() {}

  /**
   * Computes them on the training engine.
   *
   * @param network whose graph ends in a vector, such as logits
   * @param layer a node that all behind it reads from alone
   * @param values of that node for one input, read from their position
   * @param output which of the network's outputs, from 0
   * @return the gradient by each value, in their order
   */
  public static float[] of(Network network, String layer, FloatBuffer values, int output) {
    var still = new Network(network.graph(), network.weights(), Set.of(), network.engine());
    Shape shape = network.graph().shape(layer);
    try (LiveSlice slice = new LiveSlice(still, Cut.at(layer), Set.of());
        NDManager batch = slice.batch()) {
      NDList x = slice.upload(batch, List.of(values), Extent.of(1));
      NDArray activations = x.singletonOrThrow();
      activations.setRequiresGradient(true);
      synchronized (Engines.COLLECTING) {
        try (GradientCollector collector = batch.getEngine().newGradientCollector()) {
          NDArray outputs = slice.run(x, Mode.INFERENCE, Map.of());
          collector.backward(outputs.get(":, " + output).sum());
        }
      }
      try (NDArray gradient = activations.getGradient()) {
        return DeviceArrays.download(gradient, shape).toArray();
      }
    }
  }
}
