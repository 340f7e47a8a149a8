package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import dev.graft.graph.Activation;
import dev.graft.graph.AdaptiveAveragePool;
import dev.graft.graph.Add;
import dev.graft.graph.Affine;
import dev.graft.graph.Arithmetic;
import dev.graft.graph.Attention;
import dev.graft.graph.AveragePool;
import dev.graft.graph.BatchNorm;
import dev.graft.graph.Bounded;
import dev.graft.graph.Combine;
import dev.graft.graph.Concat;
import dev.graft.graph.Conv;
import dev.graft.graph.Dropout;
import dev.graft.graph.Embedding;
import dev.graft.graph.Flatten;
import dev.graft.graph.Given;
import dev.graft.graph.GlobalAveragePool;
import dev.graft.graph.Join;
import dev.graft.graph.LayerNorm;
import dev.graft.graph.LayerScale;
import dev.graft.graph.Leaky;
import dev.graft.graph.Linear;
import dev.graft.graph.MatMul;
import dev.graft.graph.MaxPool;
import dev.graft.graph.Multiply;
import dev.graft.graph.NearestRows;
import dev.graft.graph.Node;
import dev.graft.graph.Op;
import dev.graft.graph.Opaque;
import dev.graft.graph.Pad;
import dev.graft.graph.PatchMerging;
import dev.graft.graph.Position;
import dev.graft.graph.Power;
import dev.graft.graph.Prefix;
import dev.graft.graph.Recurrent;
import dev.graft.graph.Reduce;
import dev.graft.graph.Resample;
import dev.graft.graph.Rescale;
import dev.graft.graph.Reshape;
import dev.graft.graph.Resize;
import dev.graft.graph.Segment;
import dev.graft.graph.Slice;
import dev.graft.graph.Softmax;
import dev.graft.graph.TokenMean;
import dev.graft.graph.Tokens;
import dev.graft.graph.Transpose;
import dev.graft.graph.UnitLength;
import dev.graft.graph.WindowAttention;
import dev.graft.graph.WindowPool;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What each op is computed by, one row an op. */
final class Kernels {
  private static final Map<Class<? extends Op>, Kernel<?>> TABLE = new HashMap<>();

  static {
    row(Conv.class, new ConvKernel());
    row(BatchNorm.class, new BatchNormKernel());
    row(Activation.class, new ActivationKernel());
    row(Add.class, new AddKernel());
    row(Multiply.class, new MultiplyKernel());
    row(MaxPool.class, new MaxPoolKernel());
    row(AveragePool.class, new AveragePoolKernel());
    row(AdaptiveAveragePool.class, new AdaptiveAveragePoolKernel());
    row(GlobalAveragePool.class, new GlobalAveragePoolKernel());
    row(Flatten.class, new FlattenKernel());
    row(Linear.class, new LinearKernel());
    row(Concat.class, new ConcatKernel());
    row(LayerNorm.class, new LayerNormKernel());
    row(Rescale.class, new RescaleKernel());
    row(Resize.class, new ResizeKernel());
    row(LayerScale.class, new LayerScaleKernel());
    row(Dropout.class, new DropoutKernel());
    row(Tokens.class, new TokensKernel());
    row(Prefix.class, new PrefixKernel());
    row(Position.class, new PositionKernel());
    row(Attention.class, new AttentionKernel());
    row(WindowAttention.class, new WindowAttentionKernel());
    row(PatchMerging.class, new PatchMergingKernel());
    row(TokenMean.class, new TokenMeanKernel());
    row(Embedding.class, new EmbeddingKernel());
    row(Segment.class, new SegmentKernel());
    row(UnitLength.class, new UnitLengthKernel());
    row(NearestRows.class, new NearestRowsKernel());
    row(Affine.class, new AffineKernel());
    row(Arithmetic.class, new ArithmeticKernel());
    row(Bounded.class, new BoundedKernel());
    row(Combine.class, new CombineKernel());
    row(Given.class, new GivenKernel());
    row(Join.class, new JoinKernel());
    row(Leaky.class, new LeakyKernel());
    row(MatMul.class, new MatMulKernel());
    row(Pad.class, new PadKernel());
    row(Power.class, new PowerKernel());
    row(Recurrent.class, new RecurrentKernel());
    row(Reduce.class, new ReduceKernel());
    row(Resample.class, new ResampleKernel());
    row(Reshape.class, new ReshapeKernel());
    row(Slice.class, new SliceKernel());
    row(Softmax.class, new SoftmaxKernel());
    row(Transpose.class, new TransposeKernel());
    row(WindowPool.class, new WindowPoolKernel());
  }

  private Kernels() {}

  private static <O extends Op> void row(Class<O> op, Kernel<O> kernel) {
    TABLE.put(op, kernel);
  }

  /** The ops that can be computed. */
  static Set<Class<? extends Op>> ops() {
    return TABLE.keySet();
  }

  /** Computes a node; {@link #require} has let its op pass. */
  static NDArray compute(Call call) {
    return compute(call.node().op(), call);
  }

  @SuppressWarnings("unchecked") // a row holds a kernel of its own op
  private static <O extends Op> NDArray compute(O op, Call call) {
    return ((Kernel<O>) TABLE.get(op.getClass())).compute(op, call);
  }

  /**
   * Demands that a node can be computed.
   *
   * @throws IllegalStateException when it is a model that only its own runtime runs, or has no row
   */
  static void require(Node node) {
    if (node.op() instanceof Opaque opaque) {
      throw new IllegalStateException(
          "layer \"%s\" is %s, which only its own runtime can run, no training engine"
              .formatted(node.name(), opaque.kind()));
    }
    if (!TABLE.containsKey(node.op().getClass())) {
      throw new IllegalStateException(
          "no kernel computes layer \"%s\" (%s)".formatted(node.name(), node.op()));
    }
  }
}
