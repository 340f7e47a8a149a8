package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.backbone.SmallTransformers.Network;
import dev.graft.graph.Graph;
import dev.graft.reference.Agreement;
import dev.graft.reference.Published;
import dev.graft.reference.Recording;
import dev.graft.weights.PositionResizing;
import dev.graft.weights.Reshaping;
import dev.graft.weights.StateDict;
import dev.graft.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each stage of a vision transformer computes what its publisher's does, from weights under the
 * publisher's names and positions for another size, on both engines and compiled.
 */
class Transformers_ReferenceTest {

  static Stream<Arguments> everywhere() {
    return Agreement.runs(Network.values(), Network::sizes);
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void everyStageAgrees(Network network, int size, String engine) {
    Recording recording = Recording.of(network.title() + "_" + size);
    Agreement.check(recording, network.graph(size), network.weights(size), engine);
  }

  /** A network as it is published, twelve blocks deep, from random weights that timm saved. */
  @ParameterizedTest
  @CsvSource({"vit_ti_16, 224", "deit_ti_16, 208", "dinov2_s_14, 252", "dinov2_s_14_reg, 224"})
  void aWholeNetworkAgrees(String name, int size, @TempDir Path folder) throws IOException {
    assumeTrue(
        Published.python("-c", "import timm, transformers, safetensors; print('ok')")
            .strip()
            .equals("ok"),
        "this Python has no timm, transformers and safetensors; set GRAFT_PYTHON");
    Published.python(
        "src/test/python/record_transformers.py", "whole", name, "" + size, folder.toString());
    assertTrue(Files.exists(folder.resolve("whole.json")), "the script records " + name);
    Graph graph =
        switch (name) {
          case "vit_ti_16" -> Vit.of(Vit.Size.TINY, size, 1000);
          case "deit_ti_16" -> Vit.deit(Vit.Size.TINY, size, 1000);
          default ->
              DinoV2.of(
                  Vit.Size.SMALL,
                  name.endsWith("reg") ? DinoV2.Registers.FOUR : DinoV2.Registers.NONE,
                  DinoV2.Features.CLASS,
                  size,
                  1000);
        };
    StateDict named =
        Weights.read(folder.resolve("whole.safetensors"))
            .rename(published -> DinoV2Names.graphName(graph, published));
    StateDict weights =
        PositionResizing.ANTIALIASED.toGraph(graph, Reshaping.toGraph(graph, named)).select(graph);
    Recording recording =
        new ObjectMapper().readValue(folder.resolve("whole.json").toFile(), Recording.class);
    for (String engine : Agreement.ENGINES) {
      Agreement.check(recording, graph, weights, engine);
    }
  }
}
