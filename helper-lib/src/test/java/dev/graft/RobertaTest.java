package dev.graft;

import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.backbone.Pooling;
import dev.graft.backbone.Roberta;
import dev.graft.backbone.SmallTexts;
import dev.graft.data.TextSet;
import dev.graft.engine.EngineSource;
import dev.graft.graph.Layers;
import dev.graft.graph.Shape;
import dev.graft.text.Tokenizer;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import dev.graft.weights.Safetensors;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A RoBERTa is loaded from its publisher's file with a tokenizer of bytes, and learns. */
class RobertaTest {
  private static final Path TOKENIZER = Path.of("src/test/resources/dev/graft/text/roberta.json");
  private static final int VOCABULARY = 600;
  private static final String TABLE = "roberta.embeddings.position_embeddings.weight";

  @TempDir private Path folder;

  private static TextEncoder encoder(String engine) {
    var small =
        new TextArchitecture(
            "small",
            tokens -> SmallTexts.roberta(VOCABULARY, Pooling.MEAN, tokens),
            TextFitting.of(Roberta::graphName, Roberta.UNUSED_POSITIONS));
    return new TextEncoder(small.longest(16), engine);
  }

  private Path file(Map<String, Tensor> tensors) {
    Path file = folder.resolve("small.safetensors");
    Safetensors.write(file, StateDict.of(tensors), Map.of());
    return file;
  }

  @EngineSource
  void learnsFromItsPublishersFile(String engine) {
    TextSet texts = Reviews.texts(60, 3);
    Path file = file(SmallTexts.robertaFile(VOCABULARY));
    try (TransferModel model = encoder(engine).load(file, TOKENIZER)) {
      replaceHead(model, Head.classifier(texts.classes()).seed(1));
      freeze(Garden.worn(model), Layers.named("embeddings", "block1"));
      StateDict before = model.weights();
      var options = FineTune.epochs(4).batchSize(10).learningRate(3e-3).seed(1);
      History history = fineTune(model, texts, texts, options);
      assertTrue(history.last().loss() < history.epochs().get(0).loss(), history.toString());
      assertEquals(Garden.live(model), Garden.changed(before, model.weights()));
      List<Double> warm = predict(model, "a warm story").probabilities();
      assertNotEquals(warm, predict(model, "a WARM story").probabilities());
    }
  }

  /** The third published row is the first token's. */
  @Test
  void twoRowsOfPositionsAreLeftOut() {
    Map<String, Tensor> published = SmallTexts.robertaFile(VOCABULARY);
    StateDict weights = encoder("PyTorch").weights(file(published));
    float[] all = published.get(TABLE).toArray();
    float[] used = weights.get("embeddings.position_embeddings").toArray();
    assertEquals(512 * 24, used.length);
    assertArrayEquals(java.util.Arrays.copyOfRange(all, 48, all.length), used);
  }

  @Test
  void aTableOfAnotherLengthIsRefused() {
    for (int rows : List.of(1, 2, 3, 512)) {
      Map<String, Tensor> published = SmallTexts.robertaFile(VOCABULARY);
      published.put(TABLE, Tensor.filled(Shape.of(rows, 24), 0));
      Path file = file(published);
      String message =
          assertThrows(IllegalArgumentException.class, () -> encoder("PyTorch").weights(file))
              .getMessage();
      assertTrue(message.contains("embeddings.position_embeddings"), message);
    }
  }

  @Test
  void itsTokenizerKnowsCapitalLetters() {
    Tokenizer tokenizer = Tokenizer.read(TOKENIZER);
    assertEquals(VOCABULARY, tokenizer.size());
    assertTrue(tokenizer.encode("A", 8).ids()[1] != tokenizer.encode("a", 8).ids()[1]);
  }
}
