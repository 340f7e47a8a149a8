package dev.graft;

import static dev.graft.Transfer.adaptBody;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.solve;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.data.ImageSet;
import dev.graft.data.InputContract;
import dev.graft.data.Samples;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Network;
import dev.graft.evaluate.Prediction;
import dev.graft.infer.CompiledBody;
import dev.graft.infer.Onnx;
import dev.graft.infer.OnnxRun;
import dev.graft.shift.Adaptation;
import dev.graft.train.DomainStatistics;
import dev.graft.weights.StateDict;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A body with the statistics of other photos, in a model of its own. */
class Transfer_AdaptBodyTest {
  private static final ImageSet TRAIN = Garden.IMAGES.train();
  private static final ImageSet CELLS = Samples.cells(6, 1, 32).train();

  @TempDir Path folder;

  private static TransferModel solved(String engine) {
    TransferModel model = Garden.model(engine);
    freeze(model);
    solve(model, TRAIN);
    return model;
  }

  private static Set<String> statistics(StateDict weights) {
    return weights.names().stream()
        .filter(name -> name.contains(".running_"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @EngineSource
  void theModelKeepsItsStatisticsAndTheOtherHasThoseOfItsPhotos(String engine) {
    try (TransferModel model = solved(engine)) {
      StateDict before = model.weights();
      try (AdaptedModel adapted = adaptBody(model, TRAIN, CELLS)) {
        assertTrue(adapted.changed() && adapted.shift().found());
        assertTrue(adapted.moved() > 0 && adapted.moved() <= 1);
        assertEquals(Set.of(), Garden.changed(before, model.weights()));
        StateDict after = adapted.model().weights();
        Set<String> expected = statistics(before);
        assertFalse(expected.isEmpty());
        var network = new Network(model.graph(), before, Set.of(), engine);
        StateDict its = DomainStatistics.of("statistics", network, CELLS.inputs(model.contract()));
        assertEquals(expected, new TreeSet<>(its.names()));
        its.names()
            .forEach(name -> assertArrayEquals(its.get(name).toArray(), after.get(name).toArray()));
        expected.add("head.classifier.bias");
        expected.add("head.classifier.weight");
        assertEquals(expected, Garden.changed(before, after));
        assertEquals(model.frozen(), adapted.model().frozen());
      }
    }
  }

  /** Bodies with statistics of their own bring both kinds together: what is left moves the head. */
  @EngineSource
  void theHeadFollowsWhateverIsLeft(String engine) {
    try (TransferModel model = solved(engine);
        AdaptedModel body = adaptBody(model, TRAIN, CELLS);
        AdaptedModel head = adaptBody(model, TRAIN, CELLS, Adaptation.mean())) {
      assertEquals(
          Set.of("head.classifier.bias"),
          Garden.changed(body.model().weights(), head.model().weights()));
    }
  }

  /** Saved, exported and trained on as others are. */
  @EngineSource
  void itIsAModelAsOthersAre(String engine) {
    try (TransferModel model = solved(engine);
        AdaptedModel adapted = adaptBody(model, TRAIN, CELLS, Adaptation.selfTraining())) {
      adapted.model().save(folder.resolve("model"));
      try (TransferModel again = TransferModel.load(folder.resolve("model"))) {
        assertEquals(Set.of(), Garden.changed(adapted.model().weights(), again.weights()));
        assertEquals(predict(adapted.model(), CELLS), predict(again, CELLS));
      }
      if (CompiledBody.available()) {
        sameAsExported(adapted.model());
      }
      StateDict before = adapted.model().weights();
      Garden.fineTune(adapted.model(), Garden.ONE);
      assertEquals(
          Set.of("head.classifier.bias", "head.classifier.weight"),
          Garden.changed(before, adapted.model().weights()));
    }
  }

  /** The new statistics are in the file too: another runtime says the same of each photo. */
  private void sameAsExported(TransferModel model) {
    Path file = folder.resolve("model.onnx");
    model.exportOnnx(file, Onnx.probabilities().photos());
    List<Prediction> own = predict(model, CELLS);
    for (int i = 0; i < own.size(); i++) {
      float[] its = OnnxRun.image(file, CELLS.image(i));
      for (int c = 0; c < its.length; c++) {
        assertEquals(own.get(i).probabilities().get(c), its[c], 1e-4);
      }
    }
  }

  @EngineSource
  void whereNothingShiftedACopyIsGiven(String engine) {
    try (TransferModel model = solved(engine)) {
      ImageSet others = Garden.IMAGES.validation().join(Garden.IMAGES.test());
      try (AdaptedModel same = adaptBody(model, TRAIN, others)) {
        assertFalse(same.changed());
        assertEquals(0, same.moved());
        assertNotEquals(model, same.model());
        assertEquals(Set.of(), Garden.changed(model.weights(), same.model().weights()));
      }
      predict(model, others);
    }
  }

  @Test
  void bodiesWithoutStatisticsAreRefusedByName() {
    try (TransferModel model = Backbone.VIT_TI_16.size(32).on("PyTorch").untrained(1)) {
      replaceHead(model, Garden.head());
      refused(
          model,
          "vit_ti_16 has no batch normalization whose statistics could follow; adapt(model, known,"
              + " photos) changes the head alone");
    }
    try (TransferModel model = solved("PyTorch")) {
      assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
      freeze(model, Int8.on(TRAIN).examples(8));
      refused(
          model,
          "this body computes in 8 bits, calibrated with the statistics that it has; call"
              + " freeze(model) first");
    }
  }

  @Test
  void aBodyThatOnlyRunsIsRefusedByName() {
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
    Path file = OnnxModels.write(folder.resolve("net.onnx"), OnnxModels.classifier());
    var contract = InputContract.rgb(8, 127.5f, 127.5f, 1);
    try (TransferModel model = Backbone.onnx(file).contract(contract).load()) {
      replaceHead(model, Garden.head());
      refused(
          model,
          "net is an ONNX model, whose statistics cannot be replaced; adapt(model, known, photos)"
              + " changes the head alone");
    }
  }

  private static void refused(TransferModel model, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> adaptBody(model, TRAIN, CELLS))
            .getMessage());
  }
}
