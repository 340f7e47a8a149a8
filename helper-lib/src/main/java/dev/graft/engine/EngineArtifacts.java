package dev.graft.engine;

import java.util.List;
import java.util.Map;

/**
 * What an engine is on a class path: a user may leave either one out. An engine's jar without its
 * library counts as absent, since DJL would fetch the library from the network.
 */
record EngineArtifacts(String provider, List<String> resources, String variable, String names) {
  private static final Map<String, EngineArtifacts> OF =
      Map.of(
          Engines.PYTORCH,
          new EngineArtifacts(
              "ai.djl.pytorch.engine.PtEngineProvider",
              List.of("native/lib/pytorch.properties", "jnilib/pytorch.properties"),
              "PYTORCH_LIBRARY_PATH",
              "ai.djl.pytorch:pytorch-engine, pytorch-jni and pytorch-native-cpu"),
          Engines.MXNET,
          new EngineArtifacts(
              "ai.djl.mxnet.engine.MxEngineProvider",
              List.of("native/lib/mxnet.properties"),
              "MXNET_LIBRARY_PATH",
              "ai.djl.mxnet:mxnet-engine and mxnet-native-mkl"));

  static EngineArtifacts of(String engine) {
    return OF.get(engine);
  }

  /**
   * Names the engines that can be loaded without a network, the one that trains by default first.
   */
  static List<String> present(ClassLoader loader, Map<String, String> environment) {
    return List.of(Engines.PYTORCH, Engines.MXNET).stream()
        .filter(engine -> of(engine).complete(loader, environment))
        .toList();
  }

  private boolean complete(ClassLoader loader, Map<String, String> environment) {
    // the class's file is looked for, not the class: loading it may want what is left out
    boolean jar = loader.getResource(provider.replace('.', '/') + ".class") != null;
    boolean named =
        environment.containsKey(variable) || System.getProperty(variable, "").length() > 0;
    return jar && (named || resources.stream().allMatch(r -> loader.getResource(r) != null));
  }
}
