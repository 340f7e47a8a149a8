package dev.graft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.graft.engine.Choice.Way;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.memory.DirectFloats;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoicesTest {
  private static final Map<String, String> MACHINE = Map.of("processor", "P", "threads", "2");

  @TempDir private Path folder;

  @AfterEach
  void asTheBuildHasIt() {
    System.clearProperty("graft.choices");
  }

  private static Map<Way, Double> relative(double convolution, double clip) {
    Map<Way, Double> relative = new EnumMap<>(Way.class);
    relative.put(Way.PRODUCT, 1.0);
    relative.put(Way.CONVOLUTION, convolution);
    relative.put(Way.RECTIFIERS, 1.0);
    relative.put(Way.CLIP, clip);
    return relative;
  }

  @Test
  void theClearlyFastestIsTaken() {
    assertEquals(Choices.FIRST, ChoiceTrials.fastest(relative(0.95, 0.93)));
    Choices other = ChoiceTrials.fastest(relative(0.9, 1.2));
    assertTrue(other.is(Choice.POINTWISE, Way.CONVOLUTION));
    assertTrue(other.is(Choice.RELU6, Way.RECTIFIERS));
    assertEquals(Choices.PLAIN, ChoiceTrials.fastest(relative(0.9, 0.5)));
  }

  /** The ways take turns, each alone against what is usual, once more than is counted. */
  @Test
  void theWaysTakeTurns() {
    List<Choices> runs = new ArrayList<>();
    ChoiceTrials.of(runs::add);
    List<Choices> round =
        List.of(
            Choices.FIRST,
            Choices.FIRST.with(Choice.POINTWISE, Way.CONVOLUTION),
            Choices.FIRST,
            Choices.FIRST.with(Choice.RELU6, Way.CLIP));
    assertEquals(round, runs.subList(0, 4));
    assertEquals(round, runs.subList(runs.size() - 4, runs.size()));
    assertEquals(32, runs.size());
  }

  @Test
  void pinsAreReadAndNamedWhereTheyAreWrong() {
    assertEquals(Choices.PLAIN, Choices.FIRST.pinned("pointwise=convolution, relu6=clip"));
    assertEquals(Choices.FIRST, Choices.FIRST.pinned(Choices.FIRST.toString()));
    assertEquals(
        "pointwise is \"clip\", must be one of [product, convolution]", refused("pointwise=clip"));
    assertEquals(
        "nothing to choose is named \"depthwise\"; there are [pointwise, relu6]",
        refused("depthwise=clip"));
    assertEquals(
        "choices are \"fast\", must be measured, fixed or such as"
            + " pointwise=product,relu6=rectifiers",
        refused("fast"));
  }

  private static String refused(String text) {
    return assertThrows(IllegalArgumentException.class, () -> Choices.FIRST.pinned(text))
        .getMessage();
  }

  @Test
  void whatWasMeasuredIsKeptAndMadeAnew() throws IOException {
    var file = new ChoiceFile(folder.resolve("choices"), MACHINE);
    var slow = new ChoiceTrials(Choices.PLAIN, relative(0.5, 0.5));
    assertEquals(Choices.PLAIN, ChosenWays.measured(file, () -> slow));
    byte[] kept = Files.readAllBytes(file.path());
    assertEquals(
        Choices.PLAIN,
        ChosenWays.measured(
            file,
            () -> {
              throw new AssertionError("measured twice");
            }));
    Files.delete(file.path());
    assertEquals(Choices.PLAIN, ChosenWays.measured(file, () -> slow));
    assertArrayEquals(kept, Files.readAllBytes(file.path()));
  }

  @Test
  void whoeverWasQuickerDecides() {
    var file = new ChoiceFile(folder, MACHINE);
    Choices taken =
        ChosenWays.measured(
            file,
            () -> {
              file.keep(new ChoiceFile.Kept(Choices.PLAIN, "by another process"));
              return new ChoiceTrials(Choices.FIRST, Map.of());
            });
    assertEquals(Choices.PLAIN, taken);
  }

  @Test
  void anotherMachineAndBrokenFilesCountAsAbsent() throws IOException {
    var file = new ChoiceFile(folder, MACHINE);
    file.keep(new ChoiceFile.Kept(Choices.PLAIN, "here"));
    var other = new ChoiceFile(folder, Map.of("processor", "Q", "threads", "2"));
    assertNotEquals(file.path(), other.path());
    Files.copy(file.path(), other.path());
    assertEquals(Optional.empty(), other.read(), "a copy of another machine's");
    String text = Files.readString(file.path());
    for (String broken : List.of("", "[", "{}", text.replace("clip", "clop"), "9".repeat(99_999))) {
      Files.writeString(file.path(), broken);
      assertEquals(Optional.empty(), file.read(), broken);
    }
    assertEquals(Choices.FIRST, file.keep(new ChoiceFile.Kept(Choices.FIRST, "anew")));
    assertEquals(Choices.FIRST, file.read().orElseThrow().choices());
  }

  @Test
  void aFolderThatCannotBeWrittenChangesNothing() throws IOException {
    Path taken = Files.writeString(folder.resolve("choices"), "a file");
    var file = new ChoiceFile(taken, MACHINE);
    assertEquals(Choices.PLAIN, file.keep(new ChoiceFile.Kept(Choices.PLAIN, "here")));
    assertEquals("a file", Files.readString(taken));
  }

  /** So do the keys of what an engine's bodies gave, and the identity of a run. */
  @EngineSource
  void whatComputesIsNamedWhereItIsUnusual(String engine) {
    System.setProperty("graft.choices", "fixed");
    String usual = ChosenWays.computes(engine);
    assertEquals(Engines.load(engine).getVersion(), usual);
    System.setProperty("graft.choices", "pointwise=convolution");
    boolean chooses = engine.equals(Engines.PYTORCH);
    String named = usual + " with pointwise=convolution,relu6=rectifiers";
    assertEquals(chooses ? named : usual, ChosenWays.computes(engine));
    assertTrue(ChosenWays.describe(engine).contains("pointwise=convolution"));
  }

  @Test
  void aTrialOfTheEngineItselfEndsInAWayForEachChoice() {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        EngineArtifacts.present(getClass().getClassLoader(), System.getenv())
            .contains(Engines.PYTORCH),
        "PyTorch is not on the class path");
    ChoiceTrials trials = ChoiceTrials.of(Engines.PYTORCH);
    assertEquals(Set.of(Way.values()), trials.relative().keySet());
    assertTrue(trials.relative().values().stream().allMatch(s -> s > 0), trials.toString());
    assertEquals(ChoiceTrials.fastest(trials.relative()), trials.choices());
  }

  @EngineSource
  void everyWayGivesTheSameValuesAndGradients(String engine) {
    GraphBuilder net = GraphBuilder.input("tiny", 3, 5, 4);
    net.pointwise("one", 8).batchNorm("bn1", 1e-3).relu6("act1");
    net.pointwise("two", 4).batchNorm("bn2", 1e-3).relu6("act2");
    Graph graph = net.build();
    List<float[]> usual = computed(graph, engine, Choices.PLAIN);
    for (Choice choice : Choice.values()) {
      for (Way way : choice.ways()) {
        List<float[]> other = computed(graph, engine, Choices.PLAIN.with(choice, way));
        for (int i = 0; i < usual.size(); i++) {
          assertArrayEquals(usual.get(i), other.get(i), 1e-4f, choice + "=" + way);
        }
      }
    }
  }

  /** Values, the input's gradient and a weight's. */
  private static List<float[]> computed(Graph graph, String engine, Choices choices) {
    StateDict weights = TinyNetwork.weights(graph, 5);
    FloatBuffer pixels = DirectFloats.of(Math.toIntExact(2 * graph.inputShape().size()));
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (float) (3 * Math.sin(i)));
    }
    Map<String, NDArray> arrays = new HashMap<>();
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      weights
          .tensors()
          .forEach((name, tensor) -> arrays.put(name, DeviceArrays.upload(manager, tensor)));
      arrays.get("one.weight").setRequiresGradient(true);
      NDArray x = DeviceArrays.upload(manager, pixels, 2, graph.inputShape());
      x.setRequiresGradient(true);
      Forward forward = new Forward(graph, Set.of(), Set.of(), choices);
      float[] values;
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        NDArray y = forward.run(x, arrays::get, Mode.training(1));
        collector.backward(y.square().sum());
        values = y.toFloatArray();
      }
      return List.of(
          values,
          x.getGradient().toFloatArray(),
          arrays.get("one.weight").getGradient().toFloatArray());
    }
  }
}
