package dev.graft.infer.read;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.graft.graph.Activation;
import dev.graft.graph.Activation.Function;
import java.util.List;
import java.util.Optional;

/** Layers that exporters write out in primitive operators. */
final class Recognition {
  private static final double NEAR = 1e-4;

  private Recognition() {}

  /** Draws the layer that begins with a node, where it is one that was written out. */
  static Optional<List<Value>> of(Step step) {
    return switch (step.op()) {
      case "Div", "Mul" -> gelu(step);
      case "ReduceMean" -> layerNorm(step);
      default -> Optional.empty();
    };
  }

  /** {@code x · (1 + erf(x / √2)) / 2}, begun at the quotient. */
  private static Optional<List<Value>> gelu(Step step) {
    Ahead ahead = step.ahead();
    double root = step.op().equals("Div") ? Math.sqrt(2) : Math.sqrt(0.5);
    int at = step.knows(1) ? 1 : 0;
    if (!step.knows(at) || step.knows(1 - at) || !is(step.known(at), root)) {
      return Optional.empty();
    }
    String x = step.node().getInput(1 - at);
    Optional<NodeProto> erf = ahead.onlyReader(step.node(), "Erf");
    Optional<NodeProto> sum = erf.flatMap(node -> ahead.onlyReader(node, "Add"));
    boolean one = sum.isPresent() && is(ahead.constantOf(sum.get(), erf.get().getOutput(0)), 1);
    Optional<NodeProto> product = one ? ahead.onlyReader(sum.get(), "Mul") : Optional.empty();
    if (product.isEmpty()) {
      return Optional.empty();
    }
    NodeProto last = product.get();
    if (ahead.reads(last, x)) {
      Optional<NodeProto> half = ahead.onlyReader(last, "Mul");
      if (half.isEmpty() || !is(ahead.constantOf(half.get(), last.getOutput(0)), 0.5)) {
        return Optional.empty();
      }
      ahead.skip(last);
      last = half.get();
    } else if (is(ahead.constantOf(last, sum.get().getOutput(0)), 0.5)) {
      Optional<NodeProto> whole =
          ahead.onlyReader(last, "Mul").filter(node -> ahead.reads(node, x));
      if (whole.isEmpty()) {
        return Optional.empty();
      }
      ahead.skip(last);
      last = whole.get();
    } else {
      String other = last.getInput(last.getInput(0).equals(sum.get().getOutput(0)) ? 1 : 0);
      Optional<NodeProto> half = ahead.maker(other).filter(node -> Ahead.is(node, "Mul"));
      boolean fits =
          half.isPresent()
              && ahead.reads(half.get(), x)
              && is(ahead.constantOf(half.get(), x), 0.5);
      if (!fits) {
        return Optional.empty();
      }
    }
    ahead.skip(erf.get());
    ahead.skip(sum.get());
    ahead.standsFor(last);
    var gelu = new Activation(Function.GELU);
    return Optional.of(List.of(step.drawing().same(step.path(), gelu, step.flow(1 - at))));
  }

  private static boolean is(Optional<Known> known, double value) {
    return known.isPresent() && is(known.get(), value);
  }

  private static boolean is(Known known, double value) {
    return known.scalar() && Math.abs(known.number() - value) < NEAR;
  }

  /** {@code (x − mean) / √(variance + ε) · weight + bias}, begun at the mean. */
  private static Optional<List<Value>> layerNorm(Step step) {
    long[] axes = step.list("axes", 1);
    if (!(step.in(0) instanceof Flow x)
        || axes == null
        || axes.length != 1
        || x.axis(axes[0]) != x.rank() - 1
        || x.batch() == x.rank() - 1
        || step.integer("keepdims", 1) != 1) {
      return Optional.empty();
    }
    Ahead ahead = step.ahead();
    String input = step.node().getInput(0);
    Optional<NodeProto> off =
        ahead.onlyReader(step.node(), "Sub").filter(node -> node.getInput(0).equals(input));
    Optional<NodeProto> square =
        off.flatMap(node -> reader(ahead, node, "Pow").or(() -> reader(ahead, node, "Mul")));
    Optional<NodeProto> quotient = off.flatMap(node -> reader(ahead, node, "Div"));
    if (square.isEmpty() || quotient.isEmpty() || ahead.readers(off.get()).size() != 2) {
      return Optional.empty();
    }
    boolean squared =
        square.get().getOpType().equals("Pow")
            ? is(ahead.constant(square.get().getInput(1)), 2)
            : square.get().getInput(0).equals(square.get().getInput(1));
    Optional<NodeProto> variance = ahead.onlyReader(square.get(), "ReduceMean");
    Optional<NodeProto> more = variance.flatMap(node -> ahead.onlyReader(node, "Add"));
    Optional<Known> epsilon =
        more.flatMap(node -> ahead.constantOf(node, variance.get().getOutput(0)));
    Optional<NodeProto> root = more.flatMap(node -> ahead.onlyReader(node, "Sqrt"));
    boolean divides =
        root.isPresent()
            && quotient.get().getInput(1).equals(root.get().getOutput(0))
            && ahead.onlyReader(root.get(), "Div").isPresent();
    if (!squared || !divides || epsilon.isEmpty() || !epsilon.get().scalar()) {
      return Optional.empty();
    }
    List.of(off.get(), square.get(), variance.get(), more.get(), root.get()).forEach(ahead::skip);
    return Optional.of(List.of(scaled(step, x, epsilon.get().number(), quotient.get())));
  }

  private static Flow scaled(Step step, Flow x, double epsilon, NodeProto quotient) {
    Ahead ahead = step.ahead();
    long channels = x.dims()[x.rank() - 1];
    NodeProto last = quotient;
    Known weight = null;
    Known bias = null;
    Optional<NodeProto> product = ahead.onlyReader(last, "Mul");
    Optional<Known> factor = product.flatMap(node -> own(ahead, node, quotient, channels));
    if (factor.isPresent()) {
      weight = factor.get();
      ahead.skip(last);
      last = product.get();
    }
    NodeProto before = last;
    Optional<NodeProto> sum = ahead.onlyReader(last, "Add");
    Optional<Known> shift = sum.flatMap(node -> own(ahead, node, before, channels));
    if (shift.isPresent()) {
      bias = shift.get();
      ahead.skip(last);
      last = sum.get();
    }
    ahead.standsFor(last);
    List<String> sources =
        List.of(weight == null ? "" : weight.source(), bias == null ? "" : bias.source());
    String layer = LayerNames.layer(step.node().getName(), "LayerNormalization", sources);
    return ReadNormalizations.layer(step, layer, x, x.rank() - 1, epsilon, weight, bias);
  }

  private static Optional<Known> own(Ahead ahead, NodeProto node, NodeProto before, long channels) {
    return ahead
        .constantOf(node, before.getOutput(0))
        .filter(known -> known.size() == channels && known.repeated() < 0)
        .filter(known -> known.rank() > 0 && known.dims()[known.rank() - 1] == channels);
  }

  private static Optional<NodeProto> reader(Ahead ahead, NodeProto node, String operator) {
    return ahead.readers(node).stream().filter(other -> Ahead.is(other, operator)).findFirst();
  }
}
