package dev.graft.infer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.graft.graph.Conv;
import dev.graft.graph.Node;
import dev.graft.graph.Padding;
import dev.graft.graph.Steps;
import java.util.ArrayList;
import java.util.List;

/** Writes a convolution, with the normalization behind it folded in where that alone reads it. */
final class ConvWord implements Word<Conv> {
  @Override
  public void write(Conv op, OnnxPlace place) {
    Node node = place.node();
    Node norm = place.fold(node.name());
    Padding p = op.padding();
    Steps steps = op.steps();
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(OnnxGraph.integers("kernel_shape", op.height(), op.width()));
    attributes.add(OnnxGraph.integers("strides", steps.rows(), steps.columns()));
    if (steps.spreadRows() > 1 || steps.spreadColumns() > 1) { // 1 is what the standard takes
      attributes.add(OnnxGraph.integers("dilations", steps.spreadRows(), steps.spreadColumns()));
    }
    attributes.add(OnnxGraph.integers("pads", p.top(), p.left(), p.bottom(), p.right()));
    attributes.add(OnnxGraph.integer("group", op.groups()));
    place
        .graph()
        .node(
            "Conv",
            node.name(),
            norm != null ? folded(place, norm) : plain(op, place),
            norm != null ? norm.name() : node.name(),
            attributes.toArray(AttributeProto[]::new));
  }

  private static List<String> folded(OnnxPlace place, Node norm) {
    String name = place.node().name();
    var folded = BatchNormFolding.fold(place.node(), norm, place.weights());
    String weight = place.graph().constant(name + ".weight", folded.weight());
    String bias = place.graph().constant(name + ".bias", folded.bias());
    return List.of(place.value(), weight, bias);
  }

  private static List<String> plain(Conv op, OnnxPlace place) {
    return op.bias() ? place.inputs("weight", "bias") : place.inputs("weight");
  }
}
