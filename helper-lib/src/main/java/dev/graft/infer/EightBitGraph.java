package dev.graft.infer;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.graft.infer.Quantization.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a model anew so that ONNX Runtime computes its products in whole numbers: each value that
 * they read or give passes {@code QuantizeLinear} and {@code DequantizeLinear}, their weights and
 * biases stand as whole numbers. Any ONNX runtime can run it; one that knows the pattern fuses it.
 */
final class EightBitGraph {
  private final GraphProto from;
  private final EightBitPlan plan;
  private final Quantization quantization;
  private final WeightBits bits;
  private final GraphProto.Builder to = GraphProto.newBuilder();
  private final Map<String, String> whole = new HashMap<>();
  private final Map<String, TensorProto> added = new LinkedHashMap<>();

  private EightBitGraph(
      GraphProto from, List<String> layers, Quantization quantization, WeightBits bits) {
    this.from = from;
    this.bits = bits;
    this.quantization = quantization;
    Map<String, Range> ranges = quantization.ranges();
    this.plan = new EightBitPlan(from, layers, quantization::holds, ranges::containsKey);
  }

  /**
   * Writes a model anew.
   *
   * @param layers the layer that each operator belongs to, in order; those behind have none
   * @param quantization how values stand as whole numbers
   * @param bits of the weights
   */
  static GraphProto of(
      GraphProto graph, List<String> layers, Quantization quantization, WeightBits bits) {
    var eight = new EightBitGraph(graph, layers, quantization, bits);
    return eight.plan.operators.isEmpty() ? graph : eight.write();
  }

  private GraphProto write() {
    to.setName(from.getName()).addAllInput(from.getInputList()).addAllOutput(from.getOutputList());
    from.getInputList().forEach(input -> stand(input.getName(), input.getName()));
    from.getNodeList().forEach(this::write);
    constants();
    return to.build();
  }

  private void write(NodeProto node) {
    NodeProto.Builder copy = node.toBuilder().clearInput().clearOutput();
    boolean eight = plan.operators.contains(node.getName());
    for (String value : node.getInputList()) {
      boolean stands = whole.containsKey(value) && (eight || plan.given.contains(value));
      copy.addInput(stands ? whole.get(value) : value);
    }
    if (eight && plan.isProduct(node)) {
      weigh(node, copy);
    }
    for (String value : node.getOutputList()) {
      boolean renamed = plan.isOutput(value) && plan.given.contains(value);
      copy.addOutput(renamed ? value + "/int8/float" : value);
    }
    to.addNode(copy);
    node.getOutputList()
        .forEach(v -> stand(v, plan.isOutput(v) && plan.given.contains(v) ? v + "/int8/float" : v));
  }

  /** Lets a value stand as whole numbers from here on. */
  private void stand(String value, String raw) {
    if (!plan.given.contains(value) && !plan.read.contains(value)) {
      return;
    }
    Range range = range(value);
    String numbers = value + "/int8";
    String scale = add(EightBits.scalar(numbers + "/scale", range.scale()));
    String zero = add(EightBits.zero(numbers + "/zero", range.zero()));
    String back = raw.equals(value) ? numbers + "/real" : value;
    node("QuantizeLinear", numbers, List.of(raw, scale, zero), -1);
    node("DequantizeLinear", back, List.of(numbers, scale, zero), -1);
    whole.put(value, back);
  }

  private Range range(String value) {
    return quantization.ranges().get(value);
  }

  /** Puts weights and bias as whole numbers in place of the constants. */
  private void weigh(NodeProto node, NodeProto.Builder copy) {
    TensorProto weight = plan.constant(node.getInput(1));
    boolean conv = node.getOpType().equals("Conv");
    float input = range(node.getInput(0)).scale();
    float[][] rows = conv ? rows(weight) : columns(weight);
    float[] bias =
        node.getInputCount() < 3 ? null : EightBits.floats(plan.constant(node.getInput(2)));
    float[] scales = EightBits.scales(bits, rows, bias, input);
    byte[] bytes = new byte[rows.length * rows[0].length];
    for (int channel = 0; channel < rows.length; channel++) {
      for (int i = 0; i < rows[channel].length; i++) {
        int at = conv ? channel * rows[channel].length + i : i * rows.length + channel;
        bytes[at] = bits.rounded(rows[channel][i], scales[channel]);
      }
    }
    String name = node.getName() + "/int8/weight";
    long[] dimensions = weight.getDimsList().stream().mapToLong(d -> d).toArray();
    String numbers =
        add(EightBits.tensor(name + "/numbers", TensorProto.DataType.INT8, bytes, dimensions));
    String scale = add(EightBits.vector(name + "/scale", scales));
    byte[] zeros = new byte[scales.length];
    String zero =
        add(EightBits.tensor(name + "/zero", TensorProto.DataType.INT8, zeros, scales.length));
    node("DequantizeLinear", name, List.of(numbers, scale, zero), conv ? 0 : 1);
    copy.setInput(1, name);
    if (bias != null) {
      bias(node, copy, bias, scales, input);
    }
  }

  private void bias(
      NodeProto node, NodeProto.Builder copy, float[] bias, float[] scales, float input) {
    String name = node.getName() + "/int8/bias";
    float[] own = new float[scales.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = EightBits.biasScale(scales[i], input);
    }
    String numbers = add(EightBits.biases(name + "/numbers", bias, scales, input));
    String scale = add(EightBits.vector(name + "/scale", own));
    node("DequantizeLinear", name, List.of(numbers, scale), 0);
    copy.setInput(2, name);
  }

  private static float[][] rows(TensorProto weight) {
    float[] all = EightBits.floats(weight);
    int channels = (int) weight.getDims(0);
    int each = all.length / channels;
    float[][] rows = new float[channels][each];
    for (int channel = 0; channel < channels; channel++) {
      System.arraycopy(all, channel * each, rows[channel], 0, each);
    }
    return rows;
  }

  private static float[][] columns(TensorProto weight) {
    float[] all = EightBits.floats(weight);
    int in = (int) weight.getDims(0);
    int out = (int) weight.getDims(1);
    float[][] columns = new float[out][in];
    for (int i = 0; i < all.length; i++) {
      columns[i % out][i / out] = all[i];
    }
    return columns;
  }

  private void node(String type, String output, List<String> inputs, int axis) {
    var node =
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(output + (type.startsWith("Q") ? "/quantize" : "/dequantize"))
            .addAllInput(inputs)
            .addOutput(output);
    if (axis >= 0) {
      node.addAttribute(OnnxGraph.integer("axis", axis));
    }
    to.addNode(node);
  }

  private String add(TensorProto constant) {
    added.putIfAbsent(constant.getName(), constant);
    return constant.getName();
  }

  /** Keeps the constants that are still read. */
  private void constants() {
    Set<String> read = new HashSet<>();
    to.getNodeList().forEach(node -> read.addAll(node.getInputList()));
    List<TensorProto> kept = new ArrayList<>();
    from.getInitializerList().stream().filter(c -> read.contains(c.getName())).forEach(kept::add);
    kept.addAll(added.values());
    to.addAllInitializer(kept);
  }
}
