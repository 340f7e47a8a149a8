package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.engine.Bodies;
import dev.graft.engine.Engines;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    List<String> maps = FeatureMaps.of(body);
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
      assertEquals(
          decoder == Decoder.FPN ? levels : 1, graph.cutAfter(body.output()).values().size());
    }
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
        Backbone.VGG16);
  }

  /** Whoever computes it, a segmenter says the same of every pixel. */
  @ParameterizedTest
  @MethodSource("families")
  void bothEnginesAndTheCompiledNetworkAgree(Backbone backbone) {
    try (TransferModel model = backbone.size(80).on(Engines.PYTORCH).untrained(1)) {
      Transfer.replaceHead(model, Head.segmenter(CLASSES).seed(3));
      Garden.worn(model);
      List<float[]> said = new ArrayList<>();
      for (String engine : List.of(Bodies.COMPILED, Engines.PYTORCH, Engines.MXNET)) {
        said.add(run(model, engine));
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

  private static float[] run(TransferModel model, String engine) {
    FloatBuffer input = DirectFloats.of(3 * 80 * 80);
    for (int i = 0; i < input.capacity(); i++) {
      input.put(i, (float) Math.sin(0.7 * i + 0.3));
    }
    FloatBuffer output = DirectFloats.of(3 * 80 * 80);
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
        },
        String.join(" ", graph.stages().get(graph.stages().size() - 1).nodes()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vit_ti_16"})
  void aBackboneWithoutMapsIsRefused(String name) {
    Graph body = Architecture.named(name).body();
    var e = assertThrows(IllegalArgumentException.class, () -> FeatureMaps.of(body));
    assertEquals(
        "vit_ti_16 ends in (192), a segmenter needs a map (channels, height, width); take a"
            + " convolutional backbone",
        e.getMessage());
  }

  @Test
  void aBodyOfOneMapHasOneLevel() {
    Graph body = Architecture.of(Catalogue.ROWS.get(0)).size(Sides.square(64)).body();
    assertEquals(4, FeatureMaps.of(body).size());
    assertEquals(
        List.of("level"),
        FeatureMaps.of(
            GraphBuilder.input("one", 3, 8, 8)
                .conv("level", 2, 2, 2, Padding.NONE)
                .stage("stem")
                .build()));
  }
}
