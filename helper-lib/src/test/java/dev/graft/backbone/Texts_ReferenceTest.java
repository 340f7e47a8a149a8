package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.TextEncoder;
import dev.graft.backbone.SmallTexts.Batch;
import dev.graft.backbone.SmallTexts.Network;
import dev.graft.engine.Bodies;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.UnitLength;
import dev.graft.infer.Body;
import dev.graft.infer.CompiledBody;
import dev.graft.memory.DirectFloats;
import dev.graft.reference.Agreement;
import dev.graft.reference.Published;
import dev.graft.reference.Recording;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each stage of a text encoder computes what Hugging Face's does, for texts of one token, of an odd
 * number, of sixteen and of as many as there are positions, alone and padded, on both engines and
 * compiled.
 */
class Texts_ReferenceTest {

  static Stream<Arguments> everywhere() {
    return Agreement.runs(Network.values(), network -> List.of(1, 7, 16));
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void everyStageAgrees(Network network, int tokens, String engine) {
    Recording recording = Recording.of("text_" + network.title() + "_" + tokens);
    check(recording, network, Batch.thirds(tokens), engine);
  }

  static Stream<Arguments> families() {
    Network[] networks = {Network.BERT, Network.DISTILBERT, Network.ROBERTA};
    return Agreement.runs(networks, network -> List.of(512));
  }

  /** Texts of 1 to 512 tokens in one batch, and each of them by itself at its own length. */
  @ParameterizedTest
  @MethodSource("families")
  void lengthsMayBeAsFarApartAsTheyCan(Network network, int tokens, String engine) {
    Recording recording = Recording.of("text_" + network.title() + "_mixed");
    check(recording, network, Batch.MIXED, engine);
    for (Recording.Stage stage : recording.stages()) {
      if (List.of("class", "mean").contains(stage.stage())) {
        checkEachAlone(stage, network.graph(pooling(stage.stage()), tokens), network, engine);
      }
    }
  }

  private static void checkEachAlone(
      Recording.Stage stage, Graph graph, Network network, String engine) {
    FloatBuffer ids = Batch.MIXED.ids(SmallTexts.VOCABULARY);
    int channels = graph.outputShape().channels();
    try (Body body = Bodies.on(graph, network.weights(graph), engine)) {
      for (int text = 0; text < Batch.MIXED.lengths().size(); text++) {
        Batch alone = new Batch(List.of(Batch.MIXED.lengths().get(text)));
        FloatBuffer own = DirectFloats.of(alone.tokens());
        own.put(0, ids, text * Batch.MIXED.tokens(), alone.tokens());
        FloatBuffer y = DirectFloats.of(channels);
        body.run(List.of(own, alone.mask()), alone.extent(), List.of(y));
        for (int i = 0; i < channels; i++) {
          double expected = stage.values().get(text * channels + i);
          assertEquals(expected, y.get(i), 1e-4 * stage.absMax(), alone + " at " + i);
        }
      }
    }
  }

  private static void check(Recording recording, Network network, Batch texts, String engine) {
    for (Recording.Stage stage : recording.stages()) {
      Graph graph = network.graph(pooling(stage.stage()), texts.tokens());
      Graph slice = graph.until(graph.resolve(end(stage.stage())));
      check(stage, slice, network.weights(graph), engine, texts, SmallTexts.VOCABULARY);
    }
  }

  /** A vector's stage is named after its pooling. */
  private static String end(String stage) {
    return stage.matches("embeddings|block\\d+") ? stage : "top";
  }

  private static Pooling pooling(String stage) {
    return end(stage).equals("top")
        ? Pooling.valueOf(stage.toUpperCase(Locale.ROOT))
        : Pooling.CLASS;
  }

  private static void check(
      Recording.Stage stage,
      Graph slice,
      StateDict weights,
      String engine,
      Batch texts,
      int vocabulary) {
    assumeTrue(
        !engine.equals(Bodies.COMPILED) || CompiledBody.available(),
        "onnx runtime has no native library here");
    Map<String, FloatBuffer> inputs = Map.of("ids", texts.ids(vocabulary), "mask", texts.mask());
    List<FloatBuffer> read = slice.inputs().stream().map(inputs::get).toList();
    FloatBuffer y = DirectFloats.of(texts.extent().floats(slice.outputShape()));
    try (Body body = Bodies.on(slice, weights, engine)) {
      body.run(read, texts.extent(), List.of(y));
    }
    if (slice.outputShape().rank() == 2) {
      withoutPadding(y, texts, slice.outputShape().channels());
    }
    stage.check(y);
  }

  /** What stands there is nobody's. */
  private static void withoutPadding(FloatBuffer y, Batch texts, int channels) {
    FloatBuffer mask = texts.mask();
    int tokens = texts.tokens();
    for (int i = 0; i < y.capacity(); i++) {
      int text = i / (channels * tokens);
      y.put(i, y.get(i) * mask.get(text * tokens + i % tokens));
    }
  }

  /** A network as wide and deep as it is published, from random weights that its library saved. */
  @ParameterizedTest
  @CsvSource({
    "minilm_l6, 33",
    "bge_small, 12",
    "e5_small, 512",
    "distilbert_base, 21",
    "distilroberta_base, 5"
  })
  void aWholeNetworkAgrees(String name, int tokens, @TempDir Path folder) throws IOException {
    assumeTrue(
        Published.python("-c", "import transformers, safetensors, torch; print('ok')")
            .strip()
            .equals("ok"),
        "this Python has no torch, transformers and safetensors; set GRAFT_PYTHON");
    Published.python(
        "src/test/python/record_texts.py", "whole", name, "" + tokens, folder.toString());
    assertTrue(Files.exists(folder.resolve("whole.json")), "the script records " + name);
    TextEncoder encoder = TextEncoder.named(name).orElseThrow();
    StateDict weights = encoder.weights(folder.resolve("model.safetensors"));
    Recording recording =
        new ObjectMapper().readValue(folder.resolve("whole.json").toFile(), Recording.class);
    Batch texts = tokens == Batch.MIXED.tokens() ? Batch.MIXED : Batch.thirds(tokens);
    for (Recording.Stage stage : recording.stages()) {
      Graph graph = encoder.graph(tokens);
      boolean mean = graph.output().equals("mean");
      if (stage.stage().startsWith("unit")) {
        graph = GraphBuilder.onto(graph).then("unit", new UnitLength()).stage("unit").build();
      }
      String end = stage.stage().startsWith("unit") ? "unit" : end(stage.stage());
      if (end.startsWith("block") || stage.stage().endsWith("mean") == mean) {
        Graph slice = graph.until(graph.resolve(end));
        for (String engine : Agreement.ENGINES) {
          check(stage, slice, weights, engine, texts, 30522);
        }
      }
    }
  }
}
