package dev.graft;

import static dev.graft.Transfer.fineTune;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.engine.EngineSource;
import dev.graft.graph.Layers;
import dev.graft.train.Checkpoints;
import dev.graft.train.FineTune;
import dev.graft.train.Gradual;
import dev.graft.train.History;
import dev.graft.weights.StateDict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Transfer_GradualTest {
  private static final Gradual PLAN =
      FineTune.gradual()
          .head(Garden.ONE.learningRate(0.01))
          .then(Layers.last(1), Garden.ONE.learningRate(1e-3).layerDecay(0.3333))
          .then(Layers.first(1), Garden.ONE.learningRate(1e-4));

  @TempDir private Path folder;

  private static History fit(TransferModel model, Gradual plan) {
    return fineTune(model, Garden.TRAIN, Garden.IMAGES.validation(), plan);
  }

  /** Each stage changes what it says and nothing else; the last one stays in force. */
  @EngineSource
  void eachStageTrainsItsLayersAndTheHead(String engine) {
    Gradual plan = FineTune.gradual();
    Set<String> changing = new TreeSet<>();
    for (Gradual.Stage stage : PLAN.stages()) {
      plan =
          stage.layers().isEmpty()
              ? plan.head(stage.options())
              : plan.then(stage.layers().get(), stage.options());
      try (TransferModel model = Garden.model(engine)) {
        StateDict before = model.weights();
        History history = fit(model, plan);
        changing.addAll(Garden.live(model));
        assertEquals(changing, Garden.changed(before, model.weights()));
        List<Integer> stages = history.epochs().stream().map(History.Epoch::stage).toList();
        assertEquals(plan.stages().size(), stages.get(stages.size() - 1));
        assertEquals(stages.size(), stages.stream().distinct().count());
      }
    }
  }

  /** The plan says the same as its stages said one by one. */
  @EngineSource
  void itEqualsItsStagesOneByOne(String engine) {
    try (TransferModel planned = Garden.model(engine);
        TransferModel single = Garden.model(engine)) {
      History whole = fit(planned, PLAN);
      Transfer.freeze(single);
      History history = Garden.fineTune(single, PLAN.stages().get(0).options());
      Transfer.unfreeze(single, Layers.last(1));
      history = history.then(Garden.fineTune(single, PLAN.stages().get(1).options()));
      Transfer.freeze(single);
      Transfer.unfreeze(single, Layers.first(1));
      history = history.then(Garden.fineTune(single, PLAN.stages().get(2).options()));
      for (int i = 0; i < 3; i++) {
        assertEquals(history.epochs().get(i).loss(), whole.epochs().get(i).loss(), 1e-4);
      }
      assertEquals(single.frozen(), planned.frozen());
    }
  }

  /**
   * What will learn, how many parameters that are, and how fast, to three digits: said before each
   * stage.
   */
  @Test
  void aTableComesBeforeEachStage() {
    PrintStream out = System.out;
    var text = new ByteArrayOutputStream();
    try (TransferModel model = Garden.model("PyTorch")) {
      System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
      fit(model, PLAN);
    } finally {
      System.setOut(out);
    }
    List<String> lines =
        text.toString(StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceAll(" +", " ").trim())
            .filter(line -> line.matches("stage \\d|.*(stem|block|head|conv).*\\|.*"))
            .collect(Collectors.toList());
    assertEquals(
        List.of(
            "stage 1",
            "head | 1542 | 0.01 |",
            "stage 2",
            "block13 | 68864 | 0.000333 |",
            "head | 1542 | 0.001 |",
            "stage 3",
            "stem | 232 | 0.0001 |",
            "block1 | 248 | 0.0001 |",
            "head | 1542 | 0.0001 |"),
        lines,
        () -> text.toString(StandardCharsets.UTF_8));
  }

  @Test
  void wrongPlansAreRefused() {
    try (TransferModel model = Garden.model("MXNet")) {
      assertEquals(
          "the plan has no stage; begin it with FineTune.gradual().head(FineTune.epochs(3))",
          assertThrows(IllegalArgumentException.class, () -> fit(model, FineTune.gradual()))
              .getMessage());
      Gradual wrong = PLAN.then(Layers.from("block99"), Garden.ONE);
      StateDict before = model.weights();
      assertTrue(
          assertThrows(IllegalArgumentException.class, () -> fit(model, wrong))
              .getMessage()
              .startsWith("no layer \"block99\""));
      assertEquals(before.sha256(), model.weights().sha256());
    }
    FineTune saved = Garden.ONE.checkpoints(Checkpoints.in(Path.of("runs")));
    assertEquals(
        "a stage names checkpoints in runs; they belong to the whole plan:"
            + " FineTune.gradual()…checkpoints(…)",
        assertThrows(IllegalArgumentException.class, () -> FineTune.gradual().head(saved))
            .getMessage());
  }

  /** Done is done: the same cell again gives the same history and trains nothing. */
  @EngineSource
  void aFinishedRunIsReadFromItsCheckpoints(String engine) {
    Gradual saved = PLAN.checkpoints(Checkpoints.in(folder.resolve(engine)));
    try (TransferModel model = Garden.model(engine);
        TransferModel tomorrow = Garden.model(engine)) {
      History history = fit(model, saved);
      String weights = model.weights().sha256();
      assertEquals(history, fit(model, saved));
      assertEquals(weights, model.weights().sha256());
      assertEquals(history, fit(tomorrow, saved));
      assertEquals(weights, tomorrow.weights().sha256());
      assertEquals(model.frozen(), tomorrow.frozen());
    }
  }
}
