package dev.graft;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.decide;
import static dev.graft.Transfer.estimate;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.tag;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Answered;
import dev.graft.data.Numbers;
import dev.graft.data.Tags;
import dev.graft.data.TextAugmentation;
import dev.graft.data.TextNumberSet;
import dev.graft.data.TextSet;
import dev.graft.data.TextTagSet;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import dev.graft.evaluate.MultiLabel;
import dev.graft.evaluate.Regression;
import dev.graft.evaluate.Tagged;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import dev.graft.weights.StateDict;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tags and numbers of texts pass through all that classes do. */
class Transfer_TextAnswersTest {
  private static final FineTune MANY = FineTune.epochs(14).batchSize(8).learningRate(1e-2).seed(5);
  private static final TextSet TEXTS = Reviews.texts(160, 2);

  /** Praise, and whether a word of love is said: neither, one or both. */
  private static final Answered.Parts<TextTagSet> TAGGED =
      TextTagSet.of(
              TEXTS,
              new Tags(
                  List.of("praise", "love"),
                  IntStream.range(0, TEXTS.size())
                      .mapToObj(i -> new boolean[] {i % 2 == 0, TEXTS.text(i).contains("love")})
                      .toArray(boolean[][]::new)))
          .split(0.75, 3);

  /** From 1 star to 5. */
  private static final Answered.Parts<TextNumberSet> RATED =
      TextNumberSet.of(
              TEXTS,
              new Numbers(
                  List.of("stars"),
                  IntStream.range(0, TEXTS.size())
                      .mapToObj(i -> new float[] {i % 2 == 0 ? 5 : 1})
                      .toArray(float[][]::new)))
          .split(0.75, 3);

  private static TransferModel model(String engine, Head head) {
    TransferModel model = Reviews.model(engine);
    replaceHead(model, head);
    return model;
  }

  @EngineSource
  void textsGetTags(String engine) {
    Head head = Head.multiLabel(TAGGED.train().tags().names());
    try (TransferModel model = model(engine, head)) {
      History history = fineTune(model, TAGGED.train(), TAGGED.validation(), MANY);
      MultiLabel result = evaluate(model, TAGGED.validation());
      assertTrue(result.meanAveragePrecision() > 0.95, result.toString());
      assertEquals(
          result.meanAveragePrecision(),
          history.last().figures().get("validation mean average precision"),
          1e-6);
      decide(model, Map.of("praise", 0.0, "love", 1.0));
      Tagged said = tag(model, "the love story is funny");
      assertEquals(List.of("praise"), said.tags());
      assertTrue(said.probability("praise") > tag(model, "the film is dull").probability("praise"));
    }
  }

  /** Laws 1 and 3: what is kept of frozen blocks serves tags as it serves classes. */
  @EngineSource
  void frozenBlocksAreComputedOnce(String engine) {
    Head head = Head.multiLabel(TAGGED.train().tags().names());
    FeatureCache.atHome().clear();
    try (TransferModel model = model(engine, head)) {
      freeze(model);
      StateDict before = model.weights();
      var varied = augment(TAGGED.train(), TextAugmentation.deleting(0.1)).views(1);
      fineTune(model, varied, TAGGED.validation().texts(), MANY.lasting(2));
      assertEquals(Garden.live(model), Garden.changed(before, model.weights()));
      String first = model.weights().sha256();
      replaceHead(model, head);
      fineTune(model, varied, TAGGED.validation().texts(), MANY.lasting(2));
      assertEquals(first, model.weights().sha256());
    }
  }

  @EngineSource
  void textsAreAnsweredWithNumbers(String engine) {
    Head head = Head.regressor(RATED.train().numbers());
    try (TransferModel model = model(engine, head)) {
      fineTune(model, RATED.train(), RATED.validation(), MANY.learningRate(5e-3));
      Regression result = evaluate(model, RATED.validation());
      assertTrue(result.rSquared("stars") > 0.8, result.toString());
      double stars = estimate(model, "a very funny film").value("stars");
      assertEquals(5, stars, 1.5);
      assertNotEquals(stars, estimate(model, "a very dull film").value("stars"));
    }
  }

  @Test
  void whatDoesNotFitIsRefusedByName() {
    try (TransferModel tags = model(Engines.PYTORCH, Head.multiLabel(List.of("praise", "love")));
        TransferModel classes = Reviews.model(Engines.PYTORCH)) {
      refused(
          "the head answers with tags (praise, love), the texts are of bad, good; take a TextTagSet, or"
              + " call replaceHead(model, Head.classifier(data.classes()))",
          () -> fineTune(tags, TEXTS, TEXTS, MANY));
      refused(
          "this model answers with classes (bad, good), not with tags; call replaceHead(model,"
              + " Head.multiLabel(data.train().tags().names()))",
          () -> evaluate(classes, TAGGED.validation()));
      refused(
          "this model answers with classes (bad, good), not with numbers; call replaceHead(model,"
              + " Head.regressor(data.train().numbers()))",
          () -> fineTune(classes, RATED.train(), RATED.validation(), MANY));
    }
  }

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
