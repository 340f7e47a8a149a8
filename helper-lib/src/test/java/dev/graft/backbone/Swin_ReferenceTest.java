package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.graph.Graph;
import dev.graft.reference.Agreement;
import dev.graft.reference.Published;
import dev.graft.reference.Recording;
import dev.graft.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each stage of Swin computes what its publisher's does, on both engines and compiled. */
class Swin_ReferenceTest {
  static final List<String> ENGINES = Agreement.ENGINES;

  static Stream<Arguments> everywhere() {
    return Agreement.runs(SmallSwin.values(), SmallSwin::sizes);
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void everyStageAgrees(SmallSwin network, int size, String engine) {
    Recording recording = Recording.of(network.title() + "_" + size);
    Agreement.check(recording, SmallSwin.graph(size), network.weights(), engine);
  }

  /** Windows are as high as the maps, so that they are shifted to the right alone. */
  @ParameterizedTest
  @FieldSource("ENGINES")
  void aRectangleAgreesToo(String engine) {
    SmallSwin small = SmallSwin.TORCHVISION_SWIN;
    Graph wide = SmallSwin.graph(64).fed(3, 16, 48);
    Agreement.check(Recording.of("torchvision_swin_16x48"), wide, small.weights(), engine);
  }

  /** torchvision's as it is published, from random weights: windows full, and filled up. */
  @ParameterizedTest
  @ValueSource(ints = {224, 210})
  void theWholeNetworkAgrees(int size, @TempDir Path folder) throws IOException {
    assumeTrue(
        Published.python("-c", "import timm, transformers, torchvision; print('ok')")
            .strip()
            .equals("ok"),
        "this Python has no timm, transformers and torchvision; set GRAFT_PYTHON");
    Published.python("src/test/python/record_swin.py", "whole", "" + size, folder.toString());
    Path json = folder.resolve("whole.json");
    assertTrue(Files.exists(json), "the script records swin_t");
    Recording recording = new ObjectMapper().readValue(json.toFile(), Recording.class);
    Graph graph = Swin.tiny(size, 1000);
    var weights = Weights.read(folder.resolve("whole.pth")).select(graph);
    for (String engine : Agreement.ENGINES) {
      Agreement.check(recording, graph, weights, engine);
    }
  }
}
