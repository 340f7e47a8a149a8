package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.extractFeatures;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.backbone.Pooling;
import dev.graft.backbone.SmallTexts;
import dev.graft.cache.FeatureCache;
import dev.graft.data.TextSet;
import dev.graft.engine.EngineSource;
import dev.graft.evaluate.Features;
import dev.graft.graph.Graph;
import dev.graft.graph.Layers;
import dev.graft.train.FineTune;
import dev.graft.weights.Safetensors;
import dev.graft.weights.Sha256;
import dev.graft.weights.StateDict;
import dev.graft.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Laws 1, 3, 5, 8 and 9 for texts: frozen bytes, kept features, the contract, what it costs. */
class Transfer_TextLawsTest {
  private static final TextSet TRAIN = Reviews.TEXTS.train();
  private static final TextSet VALIDATION = Reviews.TEXTS.validation();
  private static final FineTune TWO =
      FineTune.epochs(2).batchSize(7).learningRate(3e-3).weightDecay(0.1).seed(5);
  private static final int CALLS = 3;

  /** The compiler's own arenas come and go by some megabytes. */
  private static final long NOISE = 6_000_000;

  @TempDir private Path folder;

  /** Law 1, wherever the boundary lies: before all blocks, between them, around the middle. */
  @EngineSource
  void whatIsFrozenKeepsItsBytesAndTheRestMoves(String engine) {
    for (List<String> frozen :
        List.of(
            List.<String>of(),
            List.of("embeddings"),
            List.of("block1"),
            List.of("embeddings", "block1", "block2", "top"))) {
      try (TransferModel model = Reviews.model(engine)) {
        freeze(model, Layers.named(frozen.toArray(String[]::new)));
        StateDict before = model.weights();
        fineTune(model, TRAIN, VALIDATION, TWO);
        assertEquals(Garden.live(model), Garden.changed(before, model.weights()), "" + frozen);
      }
    }
  }

  /** Law 1 after loading: a saved model goes on with the same layers frozen. */
  @Test
  void whatWasFrozenIsFrozenWhereItIsLoaded() {
    try (TransferModel model = Reviews.reader()) {
      replaceHead(model, Head.classifier(TRAIN.classes()).seed(1));
      freeze(Garden.worn(model), Layers.named("embeddings"));
      model.save(folder.resolve("saved"));
    }
    try (TransferModel again = TransferModel.load(folder.resolve("saved"))) {
      StateDict before = again.weights();
      fineTune(again, TRAIN, VALIDATION, TWO);
      assertEquals(Garden.live(again), Garden.changed(before, again.weights()));
      assertFalse(Garden.live(again).stream().anyMatch(name -> name.contains("embeddings")));
    }
  }

  /** Law 3: what is kept of a text is what is computed of it, in whatever company. */
  @EngineSource
  void whatIsKeptIsWhatIsComputed(String engine) {
    int[] turned = IntStream.range(0, TRAIN.size()).map(i -> TRAIN.size() - 1 - i).toArray();
    List<String> texts = Arrays.stream(turned).mapToObj(TRAIN::text).toList();
    TextSet backwards = TextSet.of(texts, Collections.nCopies(texts.size(), "any"));
    try (TransferModel model = Reviews.model(engine)) {
      for (String stage : List.of("embeddings", "block1", "top")) {
        FeatureCache.atHome().clear();
        Features computed = extractFeatures(model, TRAIN, stage);
        Features kept = extractFeatures(model, TRAIN, stage);
        FeatureCache.atHome().clear();
        Features other = extractFeatures(model, backwards, stage);
        for (int i = 0; i < TRAIN.size(); i++) {
          assertArrayEquals(computed.values()[i], kept.values()[i], stage);
          assertArrayEquals(computed.values()[i], other.values()[turned[i]], stage);
        }
      }
    }
  }

  /** Law 5: prefix, length and tokenizer are saved with the weights, and kept features obey. */
  @Test
  void whatIsReadBelongsToTheWeights() {
    Path file = Path.of("src/test/resources/reference/onnx/texts_bert.onnx");
    OnnxTexts texts = Backbone.onnx(file).texts().longest(12).tokenizer(Reviews.tokenizer());
    try (TransferModel plain = texts.load();
        TransferModel asking = texts.prefix("very very ").longest(10).load()) {
      replaceHead(asking, Head.classifier(TRAIN.classes()).seed(1));
      asking.save(folder.resolve("saved"));
      float[][] first = extractFeatures(plain, VALIDATION).values();
      float[][] second = extractFeatures(asking, VALIDATION).values();
      try (TransferModel again = TransferModel.load(folder.resolve("saved"))) {
        assertEquals(asking.textContract(), again.textContract());
        float[][] third = extractFeatures(again, VALIDATION).values();
        for (int i = 0; i < first.length; i++) {
          assertFalse(Arrays.equals(first[i], second[i]));
          assertArrayEquals(second[i], third[i]);
        }
      }
    }
  }

  /** Law 8: hashes and all forged, a tokenizer of more ids than there are rows is refused. */
  @Test
  void aTokenizerOfMoreIdsIsRefusedInASavedModel() throws IOException {
    Path target = folder.resolve("saved");
    try (TransferModel model = Reviews.reader()) {
      replaceHead(model, Head.classifier(TRAIN.classes()));
      model.save(target);
    }
    Path vocabulary = target.resolve("vocab.txt");
    Files.writeString(vocabulary, Files.readString(vocabulary) + more(60));
    Path weights = target.resolve("model.safetensors");
    Map<String, String> metadata = new HashMap<>(Safetensors.metadata(weights));
    metadata.put("graft.sha256.vocab.txt", Sha256.of(vocabulary));
    Safetensors.write(weights, Weights.read(weights), metadata);
    String message =
        assertThrows(IllegalArgumentException.class, () -> TransferModel.load(target)).getMessage();
    assertTrue(message.contains("the tokenizer gives ids up to 83, "), message);
    assertTrue(message.endsWith(" knows those below 40; it is another model's"), message);
  }

  private static String more(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append("more").append(i).append('\n');
    }
    return lines.toString();
  }

  /** Law 9, with 7 MB of weights, all or nearly all of which each call copies. */
  @EngineSource
  void noCallLeaksNativeMemory(String engine) {
    ModelState state = large(engine);
    Map<String, Consumer<TransferModel>> verbs = new LinkedHashMap<>();
    verbs.put("evaluate", model -> evaluate(model, VALIDATION));
    verbs.put("fineTune", model -> fineTune(model, TRAIN, VALIDATION, TWO.lasting(1)));
    verbs.forEach(
        (name, verb) -> {
          long grown = NativeMemory.ofEachCall(CALLS, () -> call(state, engine, verb));
          assertTrue(grown < NOISE, name + " leaves " + grown + " bytes a call");
        });
  }

  private static void call(ModelState state, String engine, Consumer<TransferModel> verb) {
    try (TransferModel model = new TransferModel(state, engine)) {
      FeatureCache.atHome().clear();
      verb.accept(model);
    }
  }

  private static ModelState large(String engine) {
    var wide =
        new TextArchitecture(
                "wide", tokens -> SmallTexts.wide(Pooling.MEAN, tokens), (graph, all) -> all)
            .longest(16);
    TextEncoder encoder = new TextEncoder(wide, engine);
    Graph graph = encoder.graph();
    StateDict weights = RandomWeights.of(graph, 1, graph.parameters().keySet());
    try (TransferModel model = encoder.model(weights, Reviews.tokenizer())) {
      replaceHead(model, Head.classifier(TRAIN.classes()));
      freeze(model, Layers.named("embeddings"));
      return model.state();
    }
  }
}
