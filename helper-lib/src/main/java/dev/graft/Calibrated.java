package dev.graft;

import dev.graft.data.Inputs;
import dev.graft.engine.Network;
import dev.graft.graph.Graph;
import dev.graft.graph.Layers;
import dev.graft.graph.Opaque;
import dev.graft.infer.Calibrator;
import dev.graft.infer.CompiledBody;
import dev.graft.infer.Quantization;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Freezes a whole backbone and finds how it computes in whole numbers of 8 bits. */
final class Calibrated {
  private Calibrated() {}

  static Quantization freeze(TransferModel model, Int8 int8) {
    ModelState now = model.state();
    if (now.opaque().filter(Opaque::program).isPresent()) {
      throw new IllegalArgumentException(
          "a body of DJL's computes as DJL does, in float; for int8 load a backbone of the catalogue"
              + " or an ONNX file");
    }
    if (!CompiledBody.available()) {
      throw new IllegalStateException(
          "int8 needs ONNX Runtime, which is not on the class path or has no library for this"
              + " machine; freeze(model) freezes in float");
    }
    Set<String> frozen = new HashSet<>(now.frozen());
    frozen.addAll(Layers.all().in(now.graph()));
    var network = new Network(now.graph(), now.weights(), frozen, model.engine());
    Graph slice = now.graph().until(network.boundary());
    Quantization found =
        HeadFeatures.readable(
            int8.examples(),
            some -> {
              Inputs inputs = some.inputs(now.contract());
              return KeptCalibration.of(
                  slice,
                  now.weights(),
                  frozen,
                  inputs,
                  int8.most(),
                  () -> Calibrator.of(slice, now.weights(), frozen, inputs, int8.most()));
            });
    model
        .life()
        .learn(
            then -> then.frozen(frozen).int8(Optional.of(new Int8Body(found, Optional.empty()))));
    return found;
  }
}
