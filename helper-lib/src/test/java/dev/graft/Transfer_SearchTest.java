package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.search;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.CountedImages;
import dev.graft.data.ImageSet;
import dev.graft.data.TrainingSet;
import dev.graft.engine.EngineSource;
import dev.graft.graph.Layers;
import dev.graft.reference.Published;
import dev.graft.train.FineTune;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Transfer_SearchTest {
  private static final ImageSet VALIDATION = Garden.IMAGES.validation();
  private static final Search FIVE =
      Search.random(5)
          .options(FineTune.epochs(2).seed(3))
          .learningRate(1e-4, 1e-1)
          .batchSize(4, 8)
          .dropout(0, 0.5)
          .weightDecay(1e-6, 1e-2)
          .seed(1);

  @TempDir private Path folder;

  private static Trials find(TransferModel model, Search plan) {
    return search(model, Garden.TRAIN, VALIDATION, plan);
  }

  @EngineSource
  void theModelStaysAndTheSameSeedFindsTheSame(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model, Layers.first(3));
      String before = model.weights().sha256();
      List<String> frozen = model.frozen();
      String once = find(model, FIVE).toString();
      assertEquals(before, model.weights().sha256());
      assertEquals(frozen, model.frozen());
      assertEquals(once, find(model, FIVE).toString());
      assertNotEquals(once, find(model, FIVE.seed(2)).toString());
    }
  }

  /** What the best trial says is what its options give. */
  @EngineSource
  void theBestCanBeTrainedAgain(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      Trials found = find(model, FIVE.blocks(0, 2));
      Trial best = found.best();
      replaceHead(model, best.head());
      freeze(model);
      if (best.blocks() > 0) {
        unfreeze(model, Layers.last(best.blocks()));
      }
      fineTune(model, Garden.TRAIN, VALIDATION, best.fineTune());
      assertEquals(best.score(), evaluate(model, VALIDATION).accuracy());
      assertEquals(
          List.of(
              "blocks",
              "learning rate",
              "batch size",
              "dropout",
              "weight decay",
              "validation loss",
              "validation accuracy"),
          found.table().columnNames());
      double[] accuracies = found.table().doubleColumn("validation accuracy").asDoubleArray();
      for (int i = 1; i < accuracies.length; i++) {
        assertTrue(accuracies[i - 1] >= accuracies[i], found.toString());
      }
    }
  }

  /** Of two sizes of one network, since its weights are here wherever Graft is set up. */
  @EngineSource
  void theBestOfSeveralBackbonesCanBeTrainedAgain(String engine) {
    Published.lite0File();
    Backbone small = Backbone.EFFICIENTNET_LITE0.size(32);
    Backbone large = Backbone.EFFICIENTNET_LITE0.size(64);
    Search plan =
        Search.random(4).options(FineTune.epochs(1).seed(3)).backbones(small, large).seed(1);
    try (TransferModel model = Garden.model(engine)) {
      Trials found = find(model, plan);
      List<Pretrained> tried = found.trials().stream().map(Trial::backbone).distinct().toList();
      assertEquals(Set.of(small, large), Set.copyOf(tried));
      for (Trial trial : found.trials()) {
        try (TransferModel again = trial.backbone().on(engine).load()) {
          replaceHead(again, trial.head());
          freeze(again);
          fineTune(again, Garden.TRAIN, VALIDATION, trial.fineTune());
          assertEquals(trial.score(), evaluate(again, VALIDATION).accuracy());
        }
      }
      assertEquals(
          List.of("backbone", "validation loss", "validation accuracy"),
          found.table().columnNames());
    }
  }

  /** Head-only trials share what the frozen body makes of an image. */
  @EngineSource
  void noPixelIsReadTwice(String engine) {
    AtomicInteger reads = new AtomicInteger();
    ImageSet train = CountedImages.of(Garden.IMAGES.train(), reads);
    ImageSet validation = CountedImages.of(VALIDATION, reads);
    TrainingSet twoViews =
        TrainingSet.of(train, Garden.TRAIN.augmentation()).seed(engine.hashCode()).views(2);
    try (TransferModel model = Garden.model(engine)) {
      search(model, twoViews, validation, FIVE);
      int once = reads.get();
      assertTrue(once <= 2 * train.size() + validation.size(), once + " reads");
      search(model, twoViews, validation, FIVE.seed(9).folds(2));
      assertTrue(reads.get() <= once + train.size(), "folds show each image unaugmented once");
      int folds = reads.get();
      search(model, twoViews, validation, FIVE.seed(10).folds(3));
      assertEquals(folds, reads.get());
    }
  }

  @EngineSource
  void halvingTrainsTheBestLongest(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      Search plan = FIVE.options(FineTune.epochs(3).seed(3));
      Search halving =
          new Search(
              Search.Strategy.HALVING,
              5,
              plan.options(),
              plan.space(),
              plan.judging(),
              1,
              plan.journal());
      Trials found = find(model, halving);
      assertEquals(
          List.of(3, 1, 1, 1, 1), found.trials().stream().map(t -> t.fineTune().epochs()).toList());
      Trial best = found.best();
      Trial alone =
          find(model, plan).trials().stream()
              .filter(t -> t.number() == best.number())
              .findFirst()
              .orElseThrow();
      assertEquals(alone.score(), best.score());
      assertEquals(alone.loss(), best.loss());
      assertTrue(found.table().columnNames().contains("epochs"));
    }
  }

  @EngineSource
  void aTrialOnFoldsIsTheMeanOfItsFolds(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      Search plan = Search.random(1).options(FineTune.epochs(1).seed(3)).seed(4);
      double mean = 0;
      for (var fold : Garden.IMAGES.train().folds(2, 4)) {
        TrainingSet part =
            TrainingSet.of(fold.train(), Garden.TRAIN.augmentation()).seed(Garden.TRAIN.seed());
        mean += search(model, part, fold.validation(), plan).best().loss() / 2;
      }
      assertEquals(mean, find(model, plan.folds(2)).best().loss(), 1e-12);
      double repeated = find(model, plan.repeats(2)).best().loss();
      assertNotEquals(repeated, find(model, plan.repeats(3)).best().loss());
    }
  }

  @EngineSource
  void aJournalGoesOn(String engine) throws IOException {
    Path file = folder.resolve("runs/trials.jsonl");
    try (TransferModel model = Garden.model(engine)) {
      String whole = find(model, FIVE).toString();
      assertEquals(whole, find(model, FIVE.journal(file)).toString());
      List<String> lines = Files.readAllLines(file);
      assertEquals(6, lines.size());
      String torn = String.join("\n", lines.subList(0, 3)) + "\n" + lines.get(3).substring(0, 20);
      Files.writeString(file, torn);
      assertEquals(whole, find(model, FIVE.journal(file)).toString());
      assertEquals(lines, Files.readAllLines(file), "three trials were trained again");
      Files.writeString(file, lines.get(0).substring(0, 9));
      assertEquals(whole, find(model, FIVE.journal(file)).toString());
      Files.writeString(file, "{\n" + lines.get(1) + "\n");
      assertEquals(
          "line 1 of journal " + file + " is damaged; delete the line, or the file to begin again",
          assertThrows(IllegalArgumentException.class, () -> find(model, FIVE.journal(file)))
              .getMessage());
    }
  }

  /** A finished trial is not trained again: a false line in the journal is believed. */
  @Test
  void aFinishedTrialIsNotTrainedAgain() throws IOException {
    Path file = folder.resolve("trials.jsonl");
    try (TransferModel model = Garden.model("MXNet")) {
      find(model, FIVE.journal(file));
      String text = Files.readString(file).replaceFirst("\"score\":[^,]*", "\"accuracy\":0.99");
      Files.writeString(file, text);
      assertEquals(0.99, find(model, FIVE.journal(file)).best().score());
    }
  }

  @Test
  void aJournalOfAnotherSearchIsRefused() {
    Path file = folder.resolve("trials.jsonl");
    try (TransferModel model = Garden.model("MXNet")) {
      Search one = Search.random(1).options(FineTune.epochs(1)).journal(file);
      find(model, one);
      String message =
          assertThrows(IllegalArgumentException.class, () -> find(model, one.seed(7))).getMessage();
      assertTrue(message.startsWith("journal " + file + " is of another search: its search was "));
      assertTrue(message.endsWith(" seed=7; choose a new file"), message);
      ImageSet fewer = VALIDATION.take(6, 1);
      assertTrue(
          assertThrows(
                  IllegalArgumentException.class, () -> search(model, Garden.TRAIN, fewer, one))
              .getMessage()
              .contains("its validation was 12 images "));
      Garden.spread(model, 1);
      assertEquals(1, find(model, one).trials().size(), "each trial has a fresh head");
    }
  }

  /** Law 10. */
  @EngineSource
  void anInterruptKeepsTheFinishedTrials(String engine) {
    Path file = folder.resolve("trials.jsonl");
    try (TransferModel model = Garden.model(engine)) {
      Search plan = FIVE.journal(file);
      Interruption.when(() -> finished(file) >= 2);
      SearchInterruptedException stopped =
          assertThrows(
              SearchInterruptedException.class,
              () -> find(model, plan.options(FineTune.epochs(60).seed(3))));
      assertFalse(Thread.currentThread().isInterrupted());
      int done = stopped.finished().trials().size();
      assertTrue(done >= 1 && done < 5, done + " trials");
      assertEquals(
          "interrupted after %d of 5 trials; they are kept in %s: the same call goes on"
              .formatted(done, file),
          stopped.getMessage());
      assertEquals(done + 1, finished(file));
    }
  }

  @Test
  void anInterruptBeforeItBeginsStopsItAtOnce() {
    try (TransferModel model = Garden.model("MXNet")) {
      Thread.currentThread().interrupt();
      assertEquals(
          "interrupted after 0 of 5 trials; Search.journal(path) would keep them",
          assertThrows(SearchInterruptedException.class, () -> find(model, FIVE)).getMessage());
      assertFalse(Thread.currentThread().isInterrupted());
    }
  }

  private static int finished(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void moreBlocksThanThereAreAreRefusedAtOnce() {
    try (TransferModel model = Garden.model("MXNet")) {
      assertEquals(
          "blocks is 50; mobilenet_v1_0.25 has 13 of them",
          assertThrows(IllegalArgumentException.class, () -> find(model, FIVE.blocks(0, 50)))
              .getMessage());
    }
  }

  @Test
  void aTrialWhoseLossIsNoNumberIsLast() {
    try (TransferModel model = Garden.model("MXNet")) {
      Search wild =
          Search.random(6)
              .options(FineTune.epochs(2).batchSize(4).sgd(0.9))
              .learningRate(1e-3, 1e100)
              .seed(2);
      Trials found = find(model, wild);
      Trial last = found.trials().get(5);
      assertTrue(Double.isNaN(last.score()), found.toString());
      assertFalse(Double.isNaN(found.best().score()), found.toString());
    }
  }
}
