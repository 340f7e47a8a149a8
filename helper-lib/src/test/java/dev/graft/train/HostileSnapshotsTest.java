package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.graph.Shape;
import dev.graft.weights.Safetensors;
import dev.graft.weights.Sha256;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints whose hash is right and whose content is not: each is refused by what is wrong. */
class HostileSnapshotsTest {
  static final StateDict TENSORS =
      StateDict.of(Map.of("live/head.bias", Tensor.of(Shape.of(2), 1, 2)));

  static final String STATE =
      """
      {"begin": "b", "stage": 1, "history": {"engine": "e", "device": "cpu", "seed": 1, "ending": "",
      "epochs": [{"number": 1, "stage": 1, "figures": {"learning rate": "0.1", "loss": "NaN",
      "accuracy": "0.5", "validation loss": "Infinity", "validation accuracy": "0.5", "seconds": "1.0",
      "images/s": "2.0"}}]},
      "within": {"batch": 3, "tally": {"loss": "0.5", "weight": "2.0", "images": 2,
      "figures": {"accuracy": [1, 2]}}, "epochs": [], "batches": 7, "updates": 7,
      "accumulated": 0, "accumulatedWeight": "0.0"},
      "format": "graft-checkpoint-3", "identity": {"engine": "e"}}""";

  @TempDir Path folder;

  static Path written(Path file, String state, StateDict tensors) {
    byte[] both = (state + tensors.sha256()).getBytes(StandardCharsets.UTF_8);
    String sha256 = Sha256.of(ByteBuffer.wrap(both));
    Safetensors.write(file, tensors, Map.of("graft.checkpoint", state, "graft.sha256", sha256));
    return file;
  }

  private String refused(String from, String to) {
    assertTrue(STATE.contains(from), from);
    Path file = written(folder.resolve("c.safetensors"), STATE.replace(from, to), TENSORS);
    return assertThrows(CheckpointException.class, () -> CheckpointFile.read(file)).getMessage();
  }

  @Test
  void theOneThatIsRightIsRead() {
    CheckpointFile read =
        CheckpointFile.read(written(folder.resolve("c.safetensors"), STATE, TENSORS));
    assertEquals(Map.of("engine", "e"), read.identity());
    assertEquals(Double.NaN, read.snapshot().history().epochs().get(0).loss());
    assertEquals(3, read.snapshot().within().orElseThrow().position().batch());
  }

  @Test
  void oneOfBeforeFiguresHadNamesIsRead() {
    String before =
        """
        {"begin": "b", "stage": 1, "history": {"engine": "e", "device": "cpu", "seed": 1, "ending": "",
        "epochs": [[1, 1, "0.1", "NaN", "0.5", "Infinity", "0.25", "1.0", "2.0"]]},
        "within": {"batch": 3, "tally": ["0.5", "2.0", 1, 2], "epochs": [], "batches": 7, "updates": 7,
        "accumulated": 0, "accumulatedWeight": "0.0"},
        "format": "graft-checkpoint-2", "identity": {"engine": "e"}}""";
    Path file = written(folder.resolve("c.safetensors"), before, TENSORS);
    Snapshot read = CheckpointFile.read(file).snapshot();
    assertEquals(0.25, read.history().last().validationAccuracy());
    Tally tally = new Tally(new ClassScore(List.of(), 2));
    tally.restore(read.within().orElseThrow().position().tally());
    assertEquals(0.25, tally.loss());
    assertEquals(0.5, tally.figures().get("accuracy"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"stage\": 1, \"history` | `\"stage\": -1, \"history` | stage is -1, must be a whole number from 0 to 2147483646",
        "`\"stage\": 1, \"history` | `\"stage\": 1e9, \"history` | stage is 1.0E9, must be a whole number from 0 to"
            + " 2147483646",
        "`\"batch\": 3` | `\"batch\": \"3\"` | batch is \"3\", must be a whole number from 0 to"
            + " 2147483647",
        "`\"0.1\"` | `\"one tenth\"` | \"one tenth\" is no number",
        "`\"0.1\"` | `[[[]]]` | \"\" is no number",
        "`\"number\": 1` | `\"number\": -1` | \"-1\" is no count",
        "`{\"accuracy\": [1,` | `{\"accuracy\": [null,` | \"null\" is no number",
        "`\"loss\": \"NaN\",` | `` | an epoch has learning rate, accuracy, validation loss, validation"
            + " accuracy, seconds, images/s; must have learning rate, loss, validation loss,"
            + " seconds, images/s",
        "`\"seed\": 1` | `\"seed\": 1e99` | seed is 1.0E99, must be a whole number of 64 bits",
        "`\"history\": {` | `\"history\": 5, \"x\": {` | history is 5, must be an object",
        "`\"identity\": {` | `\"identity\": [], \"x\": {` | identity is [], must be an object",
        "`graft-checkpoint-3` | `graft-checkpoint-9` | format is \"graft-checkpoint-9\"; this Graft"
            + " reads \"graft-checkpoint-2\" and \"graft-checkpoint-3\"",
        "`\"begin\": \"b\"` | `\"begin\": \"b\", \"begin\": \"c\"` | its state is no JSON: Duplicate"
            + " field 'begin'"
      })
  void aWrongValueIsNamed(String from, String to, String message) {
    assertEquals(message, refused(from, to));
  }

  @Test
  void aMazeIsRefused() {
    assertTrue(refused("\"b\"", "[".repeat(1 << 20)).startsWith("its state is no JSON: "));
    String many = refused("\"epochs\": []", "\"epochs\": [" + "[],".repeat(100_001) + "[]]");
    assertEquals("epochs has 100002 elements, must have at most 100000", many);
  }

  /** A tensor that no parameter has a place for would be kept, saved, and fail far away. */
  @Test
  void tensorsMustFitTheModel() {
    StateDict model = StateDict.of(Map.of("head.bias", Tensor.of(Shape.of(2), 0, 0)));
    for (String key : List.of("changed/head.bias", "live/head.bias", "optimizer/first.head.bias")) {
      of(key, 2).requireFits(model);
      assertEquals(
          "the checkpoint's tensor \"" + key + "\" is (3), the model's is (2)",
          assertThrows(IllegalArgumentException.class, () -> of(key, 3).requireFits(model))
              .getMessage());
    }
    assertEquals(
        "the checkpoint has a tensor \"live/tail.bias\", the model has no such parameter",
        assertThrows(
                IllegalArgumentException.class, () -> of("live/tail.bias", 2).requireFits(model))
            .getMessage());
  }

  private static Snapshot of(String key, int size) {
    var tensors = Map.of(key, Tensor.filled(Shape.of(size), 1));
    History none = History.none("e", "cpu", 1);
    if (key.startsWith("changed/")) {
      return new Snapshot(
          "b", 0, none, StateDict.of(LearnerState.under("changed/", tensors)), Optional.empty());
    }
    var learner = new LearnerState(tensors, 0, 0, 0, 0);
    var within = new Snapshot.Within(Position.START, learner, StateDict.of(Map.of()));
    return new Snapshot("b", 0, none, StateDict.of(Map.of()), Optional.of(within));
  }
}
