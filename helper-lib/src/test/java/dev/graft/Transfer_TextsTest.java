package dev.graft;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.extractFeatures;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.occlusion;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.search;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.graft.cache.FeatureCache;
import dev.graft.data.TextAugmentation;
import dev.graft.data.TextSet;
import dev.graft.engine.EngineSource;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Features;
import dev.graft.evaluate.Prediction;
import dev.graft.graph.Layers;
import dev.graft.infer.Onnx;
import dev.graft.train.BatchNormStatistics;
import dev.graft.train.FineTune;
import dev.graft.train.FitLoop;
import dev.graft.train.Frozen;
import dev.graft.train.History;
import dev.graft.train.TrainingInterruptedException;
import dev.graft.weights.StateDict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Transfer_TextsTest {
  private static final TextSet TRAIN = Reviews.TEXTS.train();
  private static final TextSet VALIDATION = Reviews.TEXTS.validation();
  private static final FineTune THREE = FineTune.epochs(3).batchSize(4).learningRate(3e-3).seed(5);

  @TempDir private Path folder;

  @EngineSource
  void learnsWhatTellsTheClassesApart(String engine) {
    try (TransferModel model = Reviews.model(engine)) {
      TextSet many = Reviews.texts(160, 2);
      History history = fineTune(model, many, VALIDATION, THREE.lasting(12).learningRate(5e-3));
      assertEquals(1, history.last().validationAccuracy());
      assertEquals(1, evaluate(model, VALIDATION).accuracy());
      assertEquals("good", predict(model, "the story is very funny").predicted());
      List<Prediction> two = predict(model, "a dull film", "a bright film");
      assertEquals(List.of("bad", "good"), two.stream().map(Prediction::predicted).toList());
      assertEquals("a dull film", two.get(0).image());
    }
  }

  @EngineSource
  void frozenIsFrozenAndTheRestLearns(String engine) {
    try (TransferModel model = Reviews.model(engine)) {
      freeze(model);
      unfreeze(model, Layers.last(1));
      StateDict before = model.weights();
      fineTune(model, TRAIN, VALIDATION, THREE.weightDecay(0.1));
      assertEquals(Garden.live(model), Garden.changed(before, model.weights()));
      assertTrue(Garden.live(model).contains("encoder.layer.1.output.dense.weight"));
    }
  }

  /** The cut is a map and the mask; entries are as long as their texts. */
  @EngineSource
  void keptBlocksTrainAsWholeOnesDo(String engine) {
    try (TransferModel model = Reviews.model(engine)) {
      freeze(model, Layers.named("embeddings", "block1"));
      var network = model.network();
      var examples = TRAIN.examples(model.textContract());
      var held = VALIDATION.examples(model.textContract());
      History whole =
          FitLoop.fit(
              network,
              new Frozen(List.of(network.graph().cutAfter("mask")), Optional.empty()),
              epoch -> examples,
              held,
              THREE,
              changed -> {});
      History uncached =
          FitLoop.fit(
              network,
              new Frozen(List.of(network.boundary()), Optional.empty()),
              epoch -> examples,
              held,
              THREE,
              changed -> {});
      History kept = fineTune(model, TRAIN, VALIDATION, THREE);
      for (int i = 0; i < 3; i++) {
        double loss = kept.epochs().get(i).loss();
        assertEquals(loss, whole.epochs().get(i).loss(), 1e-4);
        assertEquals(loss, uncached.epochs().get(i).loss(), 1e-4);
      }
    }
  }

  @EngineSource
  void theSameSeedIsTheSameHistoryBitForBit(String engine) {
    List<StateDict> weights = new java.util.ArrayList<>();
    for (int run = 0; run < 2; run++) {
      try (TransferModel model = Reviews.model(engine)) {
        freeze(model, Layers.named("embeddings"));
        fineTune(model, TRAIN, VALIDATION, THREE);
        weights.add(model.weights());
      }
    }
    assertEquals(weights.get(0).sha256(), weights.get(1).sha256());
  }

  /** Where it stopped is told by its checkpoint; the bits are those of a run that did not stop. */
  @EngineSource
  void goesOnFromACheckpointBitForBit(String engine) {
    FineTune saved = THREE.checkpoints(folder.resolve("run"));
    try (TransferModel whole = Reviews.model(engine);
        TransferModel broken = Reviews.model(engine)) {
      freeze(whole, Layers.named("embeddings"));
      freeze(broken, Layers.named("embeddings"));
      fineTune(whole, TRAIN, VALIDATION, THREE);
      FineTune stopping =
          saved.onEpoch(
              history -> {
                if (history.epochs().size() == 2) {
                  Thread.currentThread().interrupt();
                }
              });
      assertThrows(
          TrainingInterruptedException.class, () -> fineTune(broken, TRAIN, VALIDATION, stopping));
      fineTune(broken, TRAIN, VALIDATION, saved);
      assertEquals(whole.weights().sha256(), broken.weights().sha256());
    }
  }

  /** What is computed of a text does not depend on those beside it, nor on padding. */
  @EngineSource
  void aTextAloneIsWhatItIsAmongOthers(String engine) {
    try (TransferModel model = Reviews.model(engine)) {
      Evaluation all = evaluate(model, VALIDATION);
      for (int i = 0; i < VALIDATION.size(); i++) {
        Prediction alone = predict(model, VALIDATION.text(i));
        assertEquals(all.predictions().get(i).probabilities(), alone.probabilities());
      }
    }
  }

  @EngineSource
  void featuresAreMeansOfTheTokensThereAre(String engine) {
    try (TransferModel model = Reviews.model(engine)) {
      Features last = extractFeatures(model, VALIDATION);
      Features block = extractFeatures(model, VALIDATION, "block2");
      for (int i = 0; i < VALIDATION.size(); i++) {
        assertArrayEquals(last.values()[i], block.values()[i], 1e-5f);
      }
      Features first = extractFeatures(model, VALIDATION, "embeddings");
      assertEquals(24, first.values()[0].length);
      assertEquals(VALIDATION.classes(), first.classes());
    }
  }

  @EngineSource
  void whatIsKeptIsNotComputedAgain(String engine) {
    try (TransferModel model = Reviews.model(engine)) {
      freeze(model);
      fineTune(model, TRAIN, VALIDATION, THREE);
      long before = FeatureCache.atHome().bytes();
      evaluate(model, VALIDATION);
      fineTune(model, TRAIN, VALIDATION, THREE.seed(9));
      assertEquals(before, FeatureCache.atHome().bytes());
      assertTrue(before > 0);
    }
  }

  @Test
  void aModelOfTextsRefusesPhotosAndTheOtherWayRound() {
    try (TransferModel reader = Reviews.model("PyTorch");
        TransferModel viewer = Garden.model("PyTorch")) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> predict(viewer, "a bright film"))
              .getMessage();
      assertTrue(message.startsWith("this model wants photos (RGB, 32 × 32"), message);
      assertTrue(message.endsWith("the set is of texts"), message);
      String other =
          assertThrows(
                  IllegalArgumentException.class, () -> predict(reader, Garden.IMAGES.validation()))
              .getMessage();
      assertEquals(
          "this model wants texts (texts of at most 16 tokens of a tokenizer of vocab.txt), the set"
              + " is of images",
          other);
      assertThrows(IllegalArgumentException.class, reader::contract);
      assertThrows(IllegalArgumentException.class, viewer::textContract);
      assertThrows(IllegalArgumentException.class, () -> Transfer.resize(reader, 64));
    }
  }

  @Test
  void statisticsHaveNothingToDoHere() {
    try (TransferModel model = Reviews.model("PyTorch")) {
      FineTune moving = THREE.lasting(1).statistics(BatchNormStatistics.UPDATED);
      assertEquals(1, fineTune(model, TRAIN, VALIDATION, moving).epochs().size());
    }
  }

  /** Each fall is what the text without that word says when it is asked by itself. */
  @EngineSource
  void fallsAreThoseOfTheTextWithoutEachWord(String engine) {
    try (TransferModel model = Reviews.model(engine)) {
      fineTune(model, TRAIN, VALIDATION, THREE);
      WordOcclusion which = occlusion(model, "the  film is dull", "bad");
      assertEquals(List.of("the", "film", "is", "dull"), which.words());
      double without = predict(model, "the film is").probabilities().get(0);
      assertEquals(which.probability() - without, which.falls()[3]);
      assertEquals(1, occlusion(model, "dull", "bad").falls().length);
      assertEquals(which.table().stringColumn("word").size(), 4);
      String message =
          assertThrows(IllegalArgumentException.class, () -> occlusion(model, "dull", "ugly"))
              .getMessage();
      assertEquals("no class \"ugly\"; there are bad, good", message);
    }
  }

  /** Law 4: what varies training never reaches evaluation, and is the same for the same seed. */
  @EngineSource
  void variedTextsTrainAndLeaveEvaluationAlone(String engine) {
    try (TransferModel model = Reviews.model(engine)) {
      freeze(model);
      var varied = augment(TRAIN, TextAugmentation.deleting(0.2).swap(0.2).hide(0.2)).views(2);
      History history = fineTune(model, varied, VALIDATION, THREE);
      assertEquals(3, history.epochs().size());
      assertEquals(
          history.last().validationAccuracy(), evaluate(model, VALIDATION).accuracy(), 1e-9);
      try (TransferModel again = Reviews.model(engine)) {
        freeze(again);
        fineTune(again, varied, VALIDATION, THREE);
        assertEquals(model.weights().sha256(), again.weights().sha256());
      }
    }
  }

  /** A service reads ids and a mask, as Hugging Face's own files do. */
  @EngineSource
  void theExportedFileGivesTheSameLogits(String engine) throws OrtException {
    Path file = folder.resolve("reader.onnx");
    try (TransferModel model = Reviews.model(engine)) {
      assertEquals(2, model.exportOnnx(file, Onnx.probabilities()).latencies().size());
      List<Double> expected = predict(model, "the story is dull").probabilities();
      int[] ids = model.textContract().encode("the story is dull").ids();
      long[][] padded = {new long[8]};
      long[][] mask = {new long[8]};
      for (int i = 0; i < ids.length; i++) {
        padded[0][i] = ids[i];
        mask[0][i] = 1;
      }
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (var session = environment.createSession(file.toString());
          var first = OnnxTensor.createTensor(environment, padded);
          var second = OnnxTensor.createTensor(environment, mask);
          var result = session.run(Map.of("input_ids", first, "attention_mask", second))) {
        float[] given = ((float[][]) result.get(0).getValue())[0];
        assertEquals(expected.get(0), given[0], 1e-5);
        assertEquals(expected.get(1), given[1], 1e-5);
      }
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> model.exportOnnx(file, Onnx.logits().photos()))
              .getMessage();
      assertEquals("a model of texts takes ids and a mask, neither pixels nor photos", message);
    }
  }

  @EngineSource
  void searchTriesTextsAsItTriesPhotos(String engine) {
    Path journal = folder.resolve("journal.jsonl");
    Search plan =
        Search.random(3)
            .options(THREE.lasting(2))
            .learningRate(1e-4, 1e-1)
            .folds(2)
            .seed(4)
            .journal(journal);
    try (TransferModel model = Reviews.model(engine)) {
      var varied = augment(TRAIN, TextAugmentation.deleting(0.1)).views(1);
      Trials found = search(model, varied, VALIDATION, plan);
      assertEquals(3, found.trials().size());
      assertEquals("small", found.best().backbone().name());
      assertEquals(
          found.trials().stream().map(Trial::score).toList(),
          search(model, varied, VALIDATION, plan).trials().stream().map(Trial::score).toList());
    }
  }

  @Test
  void lengthsAreThoseOfTheTokenizer() {
    try (TransferModel model = Reviews.model("PyTorch")) {
      var lengths = TRAIN.lengths(model.textContract());
      int[] words =
          IntStream.range(0, TRAIN.size()).map(i -> TRAIN.text(i).split(" ").length).toArray();
      for (int i = 0; i < words.length; i++) {
        assertEquals(Math.min(16, words[i] + 2), lengths.intColumn("tokens").getInt(i));
        assertEquals(Math.max(0, words[i] + 2 - 16), lengths.intColumn("cut").getInt(i));
      }
    }
  }
}
