package dev.graft;

import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.engine.EngineSource;
import dev.graft.graph.Attention;
import dev.graft.graph.Layers;
import dev.graft.graph.Stage;
import dev.graft.infer.Onnx;
import dev.graft.train.FineTune;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ONNX file that reads texts, as layers that learn. */
class Backbone_OnnxTextsTest {
  private static final FineTune TWO = FineTune.epochs(2).batchSize(4).learningRate(3e-3).seed(5);

  @TempDir Path folder;

  private static OnnxTexts file(String name) {
    Path file = Path.of("src/test/resources/reference/onnx", name + ".onnx");
    return Backbone.onnx(file).texts().longest(12).tokenizer(Reviews.tokenizer());
  }

  private static TransferModel model(String name, String engine) {
    Path file = Path.of("src/test/resources/reference/onnx", name + ".onnx");
    OnnxTexts texts = Backbone.onnx(file).on(engine).texts();
    TransferModel model = texts.longest(12).tokenizer(Reviews.tokenizer()).load();
    replaceHead(model, Head.classifier(Reviews.TEXTS.classes()).seed(1));
    return Garden.worn(model);
  }

  /** Law 1, over layers that nobody described. */
  @EngineSource
  void whatIsUnfrozenLearnsAndNothingElse(String engine) {
    for (String name : List.of("texts_bert_fused", "texts_distilbert_second")) {
      try (TransferModel model = model(name, engine)) {
        freeze(model);
        unfreeze(model, Layers.last(1));
        StateDict before = model.weights();
        fineTune(model, Reviews.TEXTS.train(), Reviews.TEXTS.validation(), TWO);
        Set<String> changed = Garden.changed(before, model.weights());
        assertEquals(Garden.live(model), changed, name);
        assertTrue(changed.size() > 10, changed.toString());
        assertTrue(changed.stream().noneMatch(key -> key.contains("layer.0")), changed.toString());
      }
    }
  }

  @EngineSource
  void isSavedReadAgainAndExported(String engine) {
    try (TransferModel model = model("texts_bert", engine)) {
      fineTune(model, Reviews.TEXTS.train(), Reviews.TEXTS.validation(), TWO);
      model.save(folder.resolve("model"));
      List<Double> expected = predict(model, "the story is very funny").probabilities();
      try (TransferModel again = TransferModel.load(folder.resolve("model"))) {
        assertEquals(model.weights().sha256(), again.weights().sha256());
        assertEquals(model.graph().nodes(), again.graph().nodes());
        List<Double> got = predict(again, "the story is very funny").probabilities();
        for (int i = 0; i < got.size(); i++) {
          assertEquals(expected.get(i), got.get(i), 1e-6);
        }
      }
      Path file = folder.resolve("again.onnx");
      model.exportOnnx(file, Onnx.probabilities());
      assertTrue(Files.exists(file));
    }
  }

  @Test
  void attentionIsFoundAndBlocksAreNamedAsTheWeightsAre() {
    for (String name : List.of("texts_bert", "texts_bert_second", "texts_bert_mean")) {
      try (TransferModel model = file(name).load()) {
        List<String> stages = model.graph().stages().stream().map(Stage::name).toList();
        String at = "model.encoder.layer.";
        assertEquals(List.of("embeddings", at + "0", at + "1", "top"), stages, name);
        long found =
            model.graph().nodes().stream().filter(n -> n.op() instanceof Attention).count();
        assertEquals(2, found, name);
        assertEquals("(1, ≤12)", model.graph().inputShape().toString());
      }
    }
  }

  @Test
  void theTokenizerLiesBesideTheFile() throws IOException {
    Path source = Path.of("src/test/resources/reference/onnx/texts_bert.onnx");
    Path file = Files.copy(source, folder.resolve("texts.onnx"));
    OnnxTexts texts = Backbone.onnx(file).texts().longest(12);
    assertEquals(
        "no tokenizer.json and no vocab.txt beside texts.onnx; give"
            + " tokenizer(Tokenizer.read(file))",
        assertThrows(IllegalArgumentException.class, texts::load).getMessage());
    Files.write(folder.resolve("vocab.txt"), List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
    texts.load().close();
  }

  @Test
  void whatCannotBeReadSaysWhy() {
    OnnxTexts long1 = file("texts_bert").longest(32);
    String beyond = assertThrows(IllegalArgumentException.class, long1::load).getMessage();
    assertTrue(beyond.contains("Slice") || beyond.contains("Add"), beyond);
    OnnxTexts image = file("layers_attention");
    String photo = assertThrows(IllegalArgumentException.class, image::load).getMessage();
    OnnxTexts alone =
        Backbone.onnx(Path.of("src/test/resources/reference/onnx/texts_bert.onnx"))
            .output("/model/embeddings/LayerNorm/Add_1")
            .texts()
            .longest(12)
            .tokenizer(Reviews.tokenizer());
    assertEquals(
        "no attention is found: no token of it sees another (texts_bert.onnx)",
        assertThrows(IllegalArgumentException.class, alone::load).getMessage());
    assertTrue(photo.contains("has 4 axes, a text has (N, T)"), photo);
  }
}
