package dev.graft.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.graft.backbone.SmallTransformers;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OnnxExportTest {
  private final Graph graph =
      GraphBuilder.input("tiny", 1, 4, 4)
          .conv("conv1", 2, 3, 2, new Padding(0, 0, 1, 1))
          .batchNorm("bn1", 0)
          .relu6("act1")
          .stage("stem")
          .globalAveragePool("pool")
          .dropout("dropout", 0.2)
          .linear("fc", 3)
          .head();
  private final StateDict weights = RandomWeights.of(graph, 1);

  @Test
  void keepsNamesFoldsTheNormalizationAndDropsTheDropout() throws Exception {
    var onnx = model(graph, weights, Map.of()).getGraph();
    assertEquals(
        List.of(
            "Conv conv1 -> bn1",
            "Clip act1 -> act1",
            "GlobalAveragePool pool/1x1 -> pool/1x1",
            "Flatten pool -> pool",
            "Gemm fc -> fc"),
        onnx.getNodeList().stream()
            .map(n -> n.getOpType() + " " + n.getName() + " -> " + n.getOutput(0))
            .toList());
    assertEquals(
        List.of("conv1.weight", "conv1.bias", "relu6/min", "relu6/max", "fc.weight", "fc.bias"),
        onnx.getInitializerList().stream().map(t -> t.getName()).toList());
    assertEquals("pool", onnx.getNode(4).getInput(0), "dropout passes its input on");
  }

  /** Tokens are rows inside: what is turned is the patches once, and the heads. */
  @Test
  void aTransformersBlockTurnsNothingButHeads() throws Exception {
    Graph vit = SmallTransformers.vit(32, 3);
    StateDict all = RandomWeights.of(vit, 1);
    assertEquals(
        "Conv Reshape Transpose Shape Concat Expand Concat Add Transpose",
        types(vit.until("stem"), all));
    assertEquals(
        "Transpose LayerNormalization MatMul Add"
            + " Split Reshape Transpose Reshape Transpose Reshape Transpose"
            + " MatMul Mul Softmax MatMul Transpose Reshape MatMul Add Add"
            + " LayerNormalization MatMul Add Div Erf Add Mul Mul MatMul Add Add Transpose",
        types(vit.after("stem").until("block1"), all));
    assertEquals("Transpose LayerNormalization Gather Gemm", types(vit.after("block2"), all));
  }

  private static String types(Graph slice, StateDict all) throws InvalidProtocolBufferException {
    return model(slice, all.select(slice), Map.of()).getGraph().getNodeList().stream()
        .map(NodeProto::getOpType)
        .collect(Collectors.joining(" "));
  }

  @Test
  void padsUnevenlyInTheConvolutionItself() throws Exception {
    NodeProto conv = model(graph, weights, Map.of()).getGraph().getNode(0);
    var pads = conv.getAttributeList().stream().filter(a -> a.getName().equals("pads")).findFirst();
    assertEquals(List.of(0L, 0L, 1L, 1L), pads.orElseThrow().getIntsList());
  }

  @Test
  void statesOpsetAndIrAndLeavesTheBatchOpen() throws Exception {
    ModelProto model = model(graph, weights, Map.of());
    assertEquals(17, model.getOpsetImport(0).getVersion());
    assertEquals(8, model.getIrVersion());
    var input = model.getGraph().getInput(0);
    assertEquals("input", input.getName());
    var shape = input.getType().getTensorType().getShape();
    assertEquals("N", shape.getDim(0).getDimParam());
    assertEquals(1, shape.getDim(1).getDimValue());
    var output = model.getGraph().getOutput(0);
    assertEquals("fc", output.getName());
    assertEquals("N", output.getType().getTensorType().getShape().getDim(0).getDimParam());
    assertEquals(3, output.getType().getTensorType().getShape().getDim(1).getDimValue());
  }

  @Test
  void keepsMetadataInOrderOfKeys() throws Exception {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("size", "224");
    metadata.put("classes", "ants,bees");
    assertEquals(
        List.of("classes=ants,bees", "size=224"),
        model(graph, weights, metadata).getMetadataPropsList().stream()
            .map(p -> p.getKey() + "=" + p.getValue())
            .toList());
  }

  @Test
  void givesTheSameBytesForTheSameArguments() {
    assertArrayEquals(
        OnnxExport.bytes(graph, weights, Map.of("a", "1", "b", "2")),
        OnnxExport.bytes(graph, weights, Map.of("b", "2", "a", "1")));
  }

  /** w · γ/σ = 3 · 2/2; β + (b − μ) · γ/σ = 10 + (0 − 5) · 2/2. */
  @Test
  void foldsByTheFormula() {
    Graph one = GraphBuilder.input("one", 1, 1, 1).pointwise("c", 1).batchNorm("bn", 1.0).build();
    Shape scalar = Shape.of(1);
    var folded =
        BatchNormFolding.fold(
            one.nodes().get(1),
            one.nodes().get(2),
            StateDict.of(
                Map.of(
                    "c.weight", Tensor.of(Shape.of(1, 1, 1, 1), 3),
                    "bn.weight", Tensor.of(scalar, 2),
                    "bn.bias", Tensor.of(scalar, 10),
                    "bn.running_mean", Tensor.of(scalar, 5),
                    "bn.running_var", Tensor.of(scalar, 3))));
    assertArrayEquals(new float[] {3}, folded.weight().toArray());
    assertArrayEquals(new float[] {5}, folded.bias().toArray());
  }

  @Test
  void doesNotFoldAConvolutionWithAnotherReader() {
    var shared = GraphBuilder.input("net", 1, 4, 4).pointwise("c", 1).batchNorm("bn", 1e-3);
    assertEquals(1, BatchNormFolding.plan(shared.build()).size());
    assertEquals(0, BatchNormFolding.plan(shared.add("sum", "c").build()).size());
  }

  @Test
  void rejectsASliceOfNothing() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> OnnxExport.bytes(graph.until("input"), weights, Map.of()));
    assertEquals(
        "nothing to export: tiny (1, 4, 4) -> (1, 4, 4) has no layers", error.getMessage());
  }

  private static ModelProto model(Graph graph, StateDict weights, Map<String, String> metadata)
      throws InvalidProtocolBufferException {
    return ModelProto.parseFrom(OnnxExport.bytes(graph, weights, metadata));
  }
}
