package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.pytorch.jni.JniUtils;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The engine rule, on machines that are not this one. */
class EnginesTest {
  private static final String LAPTOP = "linux/amd64";

  private static String choose(String wanted, int gpus, String platform) {
    Map<String, String> environment = wanted.isEmpty() ? Map.of() : Map.of("GRAFT_ENGINE", wanted);
    return Engines.choose(new Engines.Machine(environment, gpus, platform));
  }

  private static String refused(String wanted, int gpus, String platform) {
    return assertThrows(IllegalArgumentException.class, () -> choose(wanted, gpus, platform))
        .getMessage();
  }

  @Test
  void mxnetWhereNothingSpeaksAgainstIt() {
    assertEquals("MXNet", choose("", 0, LAPTOP));
  }

  @Test
  void pytorchWhereAGpuIsVisible() {
    assertEquals("PyTorch", choose("", 1, LAPTOP));
  }

  @Test
  void pytorchWhereMxnetHasNoNativeLibrary() {
    assertEquals("PyTorch", choose("", 0, "linux/aarch64"));
    assertEquals("PyTorch", choose("", 0, "mac os x/aarch64"));
  }

  @Test
  void theEnvironmentDecidesInAnyCase() {
    assertEquals("PyTorch", choose("pytorch", 0, LAPTOP));
    assertEquals("MXNet", choose("MXNET", 0, LAPTOP));
    assertEquals("PyTorch", choose("PyTorch", 2, LAPTOP));
  }

  @Test
  void anEngineThatCannotRunIsRefused() {
    assertEquals(
        "engine is \"tensorflow\"; it must be MXNet or PyTorch", refused("tensorflow", 0, LAPTOP));
    assertEquals(
        "GRAFT_ENGINE is MXNet, which has no native library for linux/aarch64; use PyTorch",
        refused("MXNet", 0, "linux/aarch64"));
    assertEquals(
        "GRAFT_ENGINE is MXNet, whose CUDA build ends at 11.2 and cannot use this GPU; use PyTorch,"
            + " or hide the GPU with CUDA_VISIBLE_DEVICES=-1",
        refused("MXNet", 1, LAPTOP));
  }

  @Test
  void theFirstCellsLineNamesEngineAndDevice() {
    int cores = Runtime.getRuntime().availableProcessors();
    assertEquals(
        "MXNet on cpu (" + cores + " cores)",
        Engines.describe(new Engines.Machine(Map.of(), 0, LAPTOP)));
    assertEquals(
        "PyTorch on gpu:0 of 2", Engines.describe(new Engines.Machine(Map.of(), 2, LAPTOP)));
  }

  @EngineSource
  void theDeviceIsTheEnginesOwn(String engine) {
    boolean gpu = Engines.load(engine).getGpuCount() > 0;
    assertEquals(gpu ? "gpu:0" : "cpu", Engines.device(engine));
  }

  @Test
  void loadingMxnetLeavesPyTorchItsThreads() {
    Assumptions.assumeTrue(Engines.choose().equals(Engines.MXNET), "MXNet does not run here");
    Engines.load(Engines.PYTORCH);
    int before = JniUtils.getNumThreads();
    JniUtils.setNumThreads(before + 1); // as MXNet's library does, with 1
    Engines.load(Engines.MXNET);
    assertEquals(before, JniUtils.getNumThreads());
  }
}
