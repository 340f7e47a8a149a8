package dev.graft.infer;

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
import dev.graft.graph.DjlModel;
import dev.graft.graph.Dropout;
import dev.graft.graph.Embedding;
import dev.graft.graph.Flatten;
import dev.graft.graph.Given;
import dev.graft.graph.GlobalAveragePool;
import dev.graft.graph.Input;
import dev.graft.graph.Join;
import dev.graft.graph.LayerNorm;
import dev.graft.graph.LayerScale;
import dev.graft.graph.Leaky;
import dev.graft.graph.Linear;
import dev.graft.graph.MatMul;
import dev.graft.graph.MaxPool;
import dev.graft.graph.Multiply;
import dev.graft.graph.NearestRows;
import dev.graft.graph.OnnxModel;
import dev.graft.graph.Op;
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

/** What each op is in ONNX's terms, one row an op. */
final class Words {
  private static final Map<Class<? extends Op>, Word<?>> TABLE = new HashMap<>();

  static {
    row(Input.class, new InputWord());
    row(Conv.class, new ConvWord());
    row(BatchNorm.class, new BatchNormWord());
    row(Activation.class, new ActivationWord());
    row(Add.class, new AddWord());
    row(Multiply.class, new MultiplyWord());
    row(MaxPool.class, new MaxPoolWord());
    row(AveragePool.class, new AveragePoolWord());
    row(AdaptiveAveragePool.class, new AdaptiveAveragePoolWord());
    row(GlobalAveragePool.class, new GlobalAveragePoolWord());
    row(Flatten.class, new FlattenWord());
    row(Linear.class, new LinearWord());
    row(Concat.class, new ConcatWord());
    row(LayerNorm.class, new LayerNormWord());
    row(Rescale.class, new RescaleWord());
    row(Resize.class, new ResizeWord());
    row(LayerScale.class, new LayerScaleWord());
    row(Dropout.class, new DropoutWord());
    row(Tokens.class, new TokensWord());
    row(Prefix.class, new PrefixWord());
    row(Position.class, new PositionWord());
    row(Attention.class, new AttentionWord());
    row(WindowAttention.class, new WindowAttentionWord());
    row(PatchMerging.class, new PatchMergingWord());
    row(TokenMean.class, new TokenMeanWord());
    row(Embedding.class, new EmbeddingWord());
    row(Segment.class, new SegmentWord());
    row(UnitLength.class, new UnitLengthWord());
    row(NearestRows.class, new NearestRowsWord());
    row(Affine.class, new AffineWord());
    row(Arithmetic.class, new ArithmeticWord());
    row(Bounded.class, new BoundedWord());
    row(Combine.class, new CombineWord());
    row(Given.class, new GivenWord());
    row(Join.class, new JoinWord());
    row(Leaky.class, new LeakyWord());
    row(MatMul.class, new MatMulWord());
    row(Pad.class, new PadWord());
    row(Power.class, new PowerWord());
    row(Recurrent.class, new RecurrentWord());
    row(Reduce.class, new ReduceWord());
    row(Resample.class, new ResampleWord());
    row(Reshape.class, new ReshapeWord());
    row(Slice.class, new SliceWord());
    row(Softmax.class, new SoftmaxWord());
    row(Transpose.class, new TransposeWord());
    row(WindowPool.class, new WindowPoolWord());
    row(OnnxModel.class, new OnnxModelWord());
    row(DjlModel.class, new DjlModelWord());
  }

  private Words() {}

  private static <O extends Op> void row(Class<O> op, Word<O> word) {
    TABLE.put(op, word);
  }

  /** The ops that can be written. */
  static Set<Class<? extends Op>> ops() {
    return TABLE.keySet();
  }

  /**
   * Writes a node.
   *
   * @throws IllegalArgumentException when its op has no row, or no ONNX form
   */
  static void write(OnnxPlace place) {
    write(place.node().op(), place);
  }

  @SuppressWarnings("unchecked") // a row holds a word of its own op
  private static <O extends Op> void write(O op, OnnxPlace place) {
    Word<O> word = (Word<O>) TABLE.get(op.getClass());
    if (word == null) {
      throw new IllegalArgumentException("no ONNX word for " + op + " (\"" + place.name() + "\")");
    }
    word.write(op, place);
  }
}
