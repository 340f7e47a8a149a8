package dev.graft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The engine rule, on machines that are not this one. */
class EnginesTest {
  private static final String LAPTOP = "linux/amd64";
  private static final List<String> BOTH = List.of("PyTorch", "MXNet");

  private static String choose(String wanted, int gpus, String platform) {
    Map<String, String> environment = wanted.isEmpty() ? Map.of() : Map.of("GRAFT_ENGINE", wanted);
    return choose(environment, gpus, platform, BOTH);
  }

  private static String choose(
      Map<String, String> environment, int gpus, String platform, List<String> present) {
    return Engines.choose(new Engines.Machine(environment, gpus, platform, present));
  }

  private static String refused(String wanted, int gpus, String platform) {
    return assertThrows(IllegalArgumentException.class, () -> choose(wanted, gpus, platform))
        .getMessage();
  }

  @Test
  void pytorchWhereNothingSpeaksAgainstIt() {
    assertEquals("PyTorch", choose("", 0, LAPTOP));
    assertEquals("PyTorch", choose("", 1, LAPTOP));
    assertEquals("PyTorch", choose("", 0, "linux/aarch64"));
    assertEquals("PyTorch", choose("", 0, "mac os x/aarch64"));
  }

  @Test
  void mxnetWherePytorchIsLeftOutOrHasNoLibrary() {
    assertEquals("MXNet", choose(Map.of(), 0, LAPTOP, List.of("MXNet")));
    assertEquals("MXNet", choose("", 0, "mac os x/x86_64"));
  }

  @Test
  void withoutAnEngineTheArtifactsAreNamed() {
    assertEquals(
        "no engine on the class path can train on linux/amd64; add ai.djl.pytorch:pytorch-engine,"
            + " pytorch-jni and pytorch-native-cpu",
        assertThrows(IllegalStateException.class, () -> choose(Map.of(), 0, LAPTOP, List.of()))
            .getMessage());
    assertEquals(
        "no engine on the class path can train on mac os x/x86_64; add ai.djl.mxnet:mxnet-engine"
            + " and mxnet-native-mkl",
        assertThrows(
                IllegalStateException.class,
                () -> choose(Map.of(), 0, "mac os x/x86_64", List.of("PyTorch")))
            .getMessage());
  }

  @Test
  void anEngineThatIsAskedForAndLeftOutIsNamed() {
    var wanted = Map.of("GRAFT_ENGINE", "MXNet");
    assertEquals(
        "GRAFT_ENGINE is MXNet, which is not on the class path with its library; add"
            + " ai.djl.mxnet:mxnet-engine and mxnet-native-mkl",
        assertThrows(
                IllegalArgumentException.class, () -> choose(wanted, 0, LAPTOP, List.of("PyTorch")))
            .getMessage());
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
        "GRAFT_ENGINE is MXNet, which has a CUDA build up to 11.2 and cannot use this GPU; use PyTorch,"
            + " or hide the GPU with CUDA_VISIBLE_DEVICES=-1",
        refused("MXNet", 1, LAPTOP));
  }

  @Test
  void theFirstCellsLineNamesEngineAndDevice() {
    int cores = Runtime.getRuntime().availableProcessors();
    assertEquals(
        "PyTorch on cpu (" + cores + " cores)",
        Engines.describe(new Engines.Machine(Map.of(), 0, LAPTOP, BOTH)));
    assertEquals(
        "PyTorch on gpu:0 of 2", Engines.describe(new Engines.Machine(Map.of(), 2, LAPTOP, BOTH)));
  }

  @EngineSource
  void theDeviceIsTheEnginesOwn(String engine) {
    boolean gpu = Engines.load(engine).getGpuCount() > 0;
    assertEquals(gpu ? "gpu:0" : "cpu", Engines.device(engine));
  }

  @Test
  void loadingMxnetLeavesPyTorchItsThreads() {
    var here = EngineArtifacts.present(getClass().getClassLoader(), Map.of());
    Assumptions.assumeTrue(here.equals(BOTH), "only " + here + " here");
    Engines.load(Engines.PYTORCH);
    int before = JniUtils.getNumThreads();
    JniUtils.setNumThreads(before + 1); // as MXNet's library does, with 1
    Engines.load(Engines.MXNET);
    assertEquals(before, JniUtils.getNumThreads());
  }
}
