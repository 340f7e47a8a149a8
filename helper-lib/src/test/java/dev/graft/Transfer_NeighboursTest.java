package dev.graft;

import static dev.graft.Transfer.adapt;
import static dev.graft.Transfer.calibrate;
import static dev.graft.Transfer.extractFeatures;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.solve;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.engine.EngineSource;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Features;
import dev.graft.evaluate.NearestNeighbours;
import dev.graft.evaluate.Prediction;
import dev.graft.infer.CompiledBody;
import dev.graft.infer.Onnx;
import dev.graft.infer.OnnxRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A head that learns nothing, computed by each engine, by ONNX Runtime and by hand. */
class Transfer_NeighboursTest {
  private static final ImageSet TRAIN = Garden.IMAGES.train();
  private static final ImageSet NEW = Samples.garden(2, 9).train();
  private static final NearestNeighbours FIVE = NearestNeighbours.of(5);
  @TempDir Path folder;

  private static double[] byHand(Features known, float[] asked, int nearest) {
    double[] near = new double[known.size()];
    for (int i = 0; i < near.length; i++) {
      near[i] = cosine(known.values()[i], asked);
    }
    List<Integer> order =
        IntStream.range(0, near.length)
            .boxed()
            .sorted((a, b) -> Double.compare(near[b], near[a]))
            .toList();
    double[] votes = new double[known.classes().size()];
    double all = 0;
    for (int i : order.subList(0, nearest)) {
      votes[known.labels()[i]] += Math.exp(near[i] / 0.07);
      all += Math.exp(near[i] / 0.07);
    }
    for (int c = 0; c < votes.length; c++) {
      votes[c] /= all;
    }
    return votes;
  }

  private static double cosine(float[] a, float[] b) {
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }

  private static double dot(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(k -> (double) a[k] * b[k]).sum();
  }

  @EngineSource
  void theNearestVote(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      Features known = extractFeatures(model, TRAIN);
      Features asked = extractFeatures(model, NEW);
      Evaluation leftOut = solve(model, TRAIN, FIVE);
      assertEquals(TRAIN.size(), leftOut.size());
      float scale = model.weights().get("head.classifier.weight").toArray()[TRAIN.label(0) * 24];
      List<Prediction> said = predict(model, NEW);
      for (int i = 0; i < NEW.size(); i++) {
        double[] votes = byHand(known, asked.values()[i], 5);
        double sum = IntStream.range(0, 6).mapToDouble(c -> Math.exp(scale * votes[c])).sum();
        for (int c = 0; c < 6; c++) {
          double expected = Math.exp(scale * votes[c]) / sum;
          assertEquals(expected, said.get(i).probabilities().get(c), 2e-3);
        }
      }
    }
  }

  /** The frozen rest, and layers that learn with the engine. */
  @EngineSource
  void allPathsSayTheSameAndItIsSaved(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      solve(model, TRAIN, FIVE);
      List<Prediction> live = predict(model, NEW);
      freeze(model);
      List<Prediction> frozen = predict(model, NEW);
      model.save(folder.resolve("model"));
      try (TransferModel again = TransferModel.load(folder.resolve("model"))) {
        assertEquals(frozen, predict(again, NEW));
        assertEquals(model.state().head(), again.state().head());
      }
      for (int i = 0; i < NEW.size(); i++) {
        assertEquals(
            live.get(i).confidence(), frozen.get(i).confidence(), 1e-3, "the engine's, compiled");
      }
      calibrate(model, TRAIN, NEW, 0.8);
      assertEquals(
          256, model.trust().orElseThrow().kinds().width(), "what neighbours are asked of");
      assertEquals(frozen.get(0).probabilities(), predict(model, NEW).get(0).probabilities());
    }
  }

  @EngineSource
  void whatIsKeptDoesNotLearnAndIsSolvedAnew(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      solve(model, TRAIN, FIVE);
      var before = model.weights();
      Garden.fineTune(model, Garden.ONE);
      assertEquals(
          Set.of("head.classifier.bias", "head.classifier.weight"),
          Garden.changed(before, model.weights()));
      solve(model, NEW, NearestNeighbours.of(3));
      assertEquals(
          new NeighboursLayer(NEW.size(), 3), model.state().head().orElseThrow().layers().get(0));
      assertEquals(NEW.size(), model.weights().get("head.neighbours.rows").shape().get(0));
    }
  }

  @Test
  void theFileVotesWithoutGraft() {
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
    try (TransferModel model = Garden.model("PyTorch")) {
      solve(model, TRAIN, FIVE);
      Path file = folder.resolve("votes.onnx");
      for (Onnx options : List.of(Onnx.probabilities().pixels(), Onnx.probabilities().photos())) {
        model.exportOnnx(file, options);
        if (options.input() == Onnx.Input.PHOTOS) {
          float[] onnx = OnnxRun.image(file, NEW.image(0));
          List<Double> graft = predict(model, NEW.image(0)).probabilities();
          for (int c = 0; c < 6; c++) {
            assertEquals(graft.get(c), onnx[c], 5e-3);
          }
        }
      }
    }
  }

  @Test
  void textsVoteToo() {
    try (TransferModel reader = Reviews.model("PyTorch")) {
      Evaluation leftOut = solve(reader, Reviews.texts(30, 5), NearestNeighbours.of(3));
      assertEquals(30, leftOut.size());
      assertTrue(predict(reader, "a dull film").confidence() > 0.5);
    }
  }

  @Test
  void whatHasNoWeightsIsNotSolved() {
    try (TransferModel model = Garden.model("PyTorch")) {
      assertEquals(
          "24 images, must be more than the 24 that vote",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> solve(model, TRAIN, NearestNeighbours.of(24)))
              .getMessage());
      solve(model, TRAIN, FIVE);
      String message =
          "this head asks nearest neighbours and has no weights to solve; call replaceHead(model,"
              + " Head.classifier(classes))";
      for (var call :
          List.<org.junit.jupiter.api.function.Executable>of(
              () -> solve(model, TRAIN), () -> adapt(model, TRAIN, NEW))) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
      }
      replaceHead(model, Garden.head().dense(4));
      assertThrows(IllegalArgumentException.class, () -> solve(model, TRAIN, FIVE));
    }
  }
}
