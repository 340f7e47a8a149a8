package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.engine.Bodies;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import dev.graft.graph.Prefix;
import dev.graft.graph.Shape;
import dev.graft.graph.Slice;
import dev.graft.graph.Tokens;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Decoders on every backbone of the catalogue that gives maps. */
class DecoderTest {
  private static final List<String> CLASSES = List.of("sky", "road", "car");

  static Stream<Architecture> architectures() {
    return Catalogue.ROWS.stream()
        .map(Architecture::of)
        .filter(all -> all.body().outputShape().rank() == 3);
  }

  /** Maps each half as large as the one before; one of a quarter is within Inception's stem. */
  @ParameterizedTest
  @MethodSource("architectures")
  void mapsAreFoundByTheirSizes(Architecture architecture) {
    Graph body = architecture.body();
    List<String> maps = FeatureMaps.of(body, FeatureMaps.QUARTER);
    int side = body.inputShape().get(1);
    int levels = architecture.name().equals("inception_v3") ? 3 : 4;
    assertEquals(levels, maps.size(), maps.toString());
    assertEquals(body.output(), maps.get(levels - 1));
    for (int level = 0; level < levels; level++) {
      Shape map = body.shape(maps.get(level));
      double stride = (double) side / map.get(1);
      int expected = 32 >> levels - 1 - level;
      assertEquals(expected, stride, 0.2 * expected, maps.get(level) + " " + map);
    }
    for (Decoder decoder : Decoder.values()) {
      Graph graph = Grafting.onto(body, Head.segmenter(CLASSES).decoder(decoder));
      assertEquals(Shape.of(3, side, side), graph.outputShape());
      int read = FeatureMaps.of(body, decoder.decoding().finest()).size();
      assertEquals(read, graph.cutAfter(body.output()).values().size());
    }
  }

  /** Where a stem pools, the map before that; ConvNeXt and Swin have none. */
  @ParameterizedTest
  @CsvSource({
    "efficientnet_lite0, block1",
    "efficientnet_b0, block1",
    "mobilenet_v2, block1",
    "resnet50, relu",
    "densenet121, features.relu0",
    "vgg16, features.6",
    "xception, act2",
    "convnext_tiny, ",
    "swin_t, ",
  })
  void halfTheSideIsFoundToo(String name, String expected) {
    Graph body = Architecture.named(name).body();
    List<String> maps = FeatureMaps.of(body, FeatureMaps.HALF);
    List<String> smaller = FeatureMaps.of(body, FeatureMaps.QUARTER);
    assertEquals(smaller, maps.subList(maps.size() - smaller.size(), maps.size()));
    assertEquals(
        expected == null ? List.of() : List.of(body.resolve(expected)),
        maps.subList(0, maps.size() - smaller.size()));
  }

  static List<Backbone> families() {
    return List.of(
        Backbone.EFFICIENTNET_LITE0,
        Backbone.EFFICIENTNET_B0,
        Backbone.MOBILENET_V1_025,
        Backbone.MOBILENET_V2,
        Backbone.RESNET18,
        Backbone.DENSENET121,
        Backbone.INCEPTION_V3,
        Backbone.XCEPTION,
        Backbone.CONVNEXT_TINY,
        Backbone.VGG16,
        Backbone.SWIN_T,
        Backbone.VIT_TI_16,
        Backbone.DINOV2_S_14_REG);
  }

  /** Whoever computes it, a segmenter says the same of every pixel. */
  @ParameterizedTest
  @MethodSource("families")
  void bothEnginesAndTheCompiledNetworkAgree(Backbone backbone) {
    int side = backbone == Backbone.DINOV2_S_14_REG ? 84 : 80;
    try (TransferModel model = backbone.size(side).on(Engines.PYTORCH).untrained(1)) {
      Transfer.replaceHead(model, Head.segmenter(CLASSES).seed(3));
      Garden.worn(model);
      List<float[]> said = new ArrayList<>();
      for (String engine : List.of(Bodies.COMPILED, Engines.PYTORCH, Engines.MXNET)) {
        said.add(run(model, engine, side));
      }
      float[] first = said.get(0);
      double most = 0;
      for (float value : first) {
        most = Math.max(most, Math.abs(value));
      }
      assertTrue(most > 1e-4, "something is said");
      for (float[] other : said) {
        for (int i = 0; i < first.length; i++) {
          assertEquals(first[i], other[i], 1e-4 * most, "value " + i);
        }
      }
    }
  }

  private static float[] run(TransferModel model, String engine, int side) {
    FloatBuffer input = DirectFloats.of(3 * side * side);
    for (int i = 0; i < input.capacity(); i++) {
      input.put(i, (float) Math.sin(0.7 * i + 0.3));
    }
    FloatBuffer output = DirectFloats.of(3 * side * side);
    try (Body body = Bodies.on(model.graph(), model.weights(), engine)) {
      body.run(input, 1, output);
    }
    float[] values = new float[output.capacity()];
    output.get(0, values);
    return values;
  }

  @ParameterizedTest
  @EnumSource
  void aDecoderNamesItsLayers(Decoder decoder) {
    Graph body = Architecture.of(Catalogue.ROWS.get(0)).size(Sides.square(64)).body();
    Graph graph = Grafting.onto(body, Head.segmenter(CLASSES).decoder(decoder).dropout(0.1));
    assertEquals(
        switch (decoder) {
          case LIGHT -> "head.conv head.act head.dropout1 head.classifier head.resize";
          case FPN ->
              "head.level4.lateral head.level4.depthwise head.level4.pointwise head.level4.act"
                  + " head.level3.up head.level3.lateral head.level3.sum head.level3.depthwise"
                  + " head.level3.pointwise head.level3.act head.level2.up head.level2.lateral"
                  + " head.level2.sum head.level2.depthwise head.level2.pointwise head.level2.act"
                  + " head.level1.up head.level1.lateral head.level1.sum head.level1.depthwise"
                  + " head.level1.pointwise head.level1.act head.dropout1 head.classifier"
                  + " head.resize";
          case UNET -> unet(5) + " head.dropout1 head.classifier";
        },
        String.join(" ", graph.stages().get(graph.stages().size() - 1).nodes()));
  }

  /** The last level has no map beside it, and is as large as the input: nothing is resized. */
  private static String unet(int levels) {
    return IntStream.rangeClosed(1, levels)
        .map(i -> levels + 1 - i)
        .mapToObj(
            level ->
                Stream.of("up", "both", "conv1", "bn1", "act1", "conv2", "bn2", "act2")
                    .filter(part -> level > 1 || !part.equals("both"))
                    .map(part -> "head.level" + level + "." + part)
                    .collect(Collectors.joining(" ")))
        .collect(Collectors.joining(" "));
  }

  /** Class token and registers have no place; the others lie row by row, at four sizes. */
  @ParameterizedTest
  @CsvSource({"vit_ti_16, 64, 1, 4", "dinov2_s_14_reg, 70, 5, 5"})
  void patchesOfATransformerAreAMap(String name, int side, int placeless, int across) {
    Graph body = Architecture.named(name).size(Sides.square(side)).body();
    Graph light = Grafting.onto(body, Head.segmenter(CLASSES).decoder(Decoder.LIGHT));
    Slice slice =
        light.nodes().stream()
            .filter(node -> node.name().equals("head.map.patches"))
            .map(node -> (Slice) node.op())
            .findFirst()
            .orElseThrow();
    assertEquals(new Slice(1, placeless, across * across, 1), slice);
    assertEquals(List.of("norm"), light.cutAfter(body.output()).values());
    for (Decoder decoder : List.of(Decoder.FPN, Decoder.UNET)) {
      Graph graph = Grafting.onto(body, Head.segmenter(CLASSES).decoder(decoder));
      assertEquals(Shape.of(3, side, side), graph.outputShape());
      assertEquals(
          List.of("blocks.2.add2", "blocks.5.add2", "blocks.8.add2", "norm"),
          graph.cutAfter(body.output()).values());
      assertEquals(
          List.of(4 * across, 2 * across, across, across / 2),
          Stream.of("head.map1.resize", "head.map2.resize", "head.map3.project", "head.map4.resize")
              .map(node -> graph.shape(node).get(1))
              .toList());
    }
  }

  @EngineSource
  void aPatchLiesWhereItDoesInThePhoto(String engine) {
    Graph tokens =
        GraphBuilder.input("patches", 2, 2, 3)
            .then("tokens", new Tokens())
            .then("cls", new Prefix(2, 1))
            .stage("top")
            .build();
    GraphBuilder net = GraphBuilder.onto(tokens);
    TokenMaps.last(net, tokens, Shape.of(2, 2, 3));
    StateDict weights = StateDict.of(Map.of("cls", Tensor.filled(Shape.of(1, 1, 2), 9)));
    FloatBuffer input = DirectFloats.of(12);
    for (int i = 0; i < 12; i++) {
      input.put(i, i);
    }
    FloatBuffer output = DirectFloats.of(12);
    try (Body body = Bodies.on(net.build(), weights, engine)) {
      body.run(input, 1, output);
    }
    assertEquals(0, input.mismatch(output) + 1);
  }

  static List<Graph> without() {
    return List.of(
        TextArchitecture.named("minilm_l6").orElseThrow().body(),
        GraphBuilder.input("dense", 3, 8, 8).globalAveragePool("pool").stage("top").build());
  }

  @ParameterizedTest
  @MethodSource("without")
  void aBackboneWithoutMapsIsRefused(Graph body) {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> Grafting.onto(body, Head.segmenter(CLASSES)));
    assertEquals(
        body.name().equals("dense")
            ? "dense ends in (3), a segmenter needs a map (channels, height, width) or the tokens of"
                + " a vision transformer; take a backbone of the catalogue"
            : "minilm_l6 reads no photos; a segmenter needs a backbone that does",
        e.getMessage());
  }

  @Test
  void aBodyOfOneMapHasOneLevel() {
    Graph body = Architecture.of(Catalogue.ROWS.get(0)).size(Sides.square(64)).body();
    assertEquals(4, FeatureMaps.of(body, FeatureMaps.QUARTER).size());
    assertEquals(
        List.of("level"),
        FeatureMaps.of(
            GraphBuilder.input("one", 3, 8, 8)
                .conv("level", 2, 2, 2, Padding.NONE)
                .stage("stem")
                .build(),
            FeatureMaps.HALF));
  }
}
