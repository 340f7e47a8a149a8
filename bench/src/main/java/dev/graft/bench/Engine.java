package dev.graft.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One contestant.
 *
 * @param name in tables
 * @param command that starts its process
 * @param environment in place of that of this process; an empty value takes a name away
 */
record Engine(String name, List<String> command, Map<String, String> environment) {
  private static final String GRAFT = "graft";
  private static final String TUNABLES = "GLIBC_TUNABLES";
  private static final String THREADS = "OMP_NUM_THREADS";

  Engine {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  static boolean isGraft(String name) {
    return name.startsWith(GRAFT);
  }

  /** Where the parts lie that are not on the class path. */
  record Place(Path root, Path python) {
    static Place here() {
      Path root = Path.of(System.getProperty("graft.root", ".")).toAbsolutePath().normalize();
      return new Place(
          root, Path.of(System.getProperty("graft.peers", "target/bench/venv/bin/python")));
    }

    Path results() {
      return root.resolve("target").resolve("bench");
    }

    Path peer(String script) {
      return root.resolve("bench").resolve("peers").resolve(script);
    }
  }

  static Engine graft(String engine) {
    return new Engine("graft-" + engine, java("GraftWorker", engine), Map.of());
  }

  /** DJL with equal threads, but with nothing else that Graft does. */
  static Engine djl(String engine) {
    return new Engine("djl-" + engine, java("DjlWorker", engine), Map.of(TUNABLES, ""));
  }

  /** DJL as it comes: not even the thread count is set. */
  static Engine bareDjl(String engine) {
    return new Engine(
        "djl-" + engine + "-as-it-comes",
        java("DjlWorker", engine),
        Map.of(TUNABLES, "", THREADS, ""));
  }

  static Engine dl4j() {
    return new Engine("dl4j", java("Dl4jWorker", ""), Map.of(TUNABLES, ""));
  }

  /** As installed and as its tutorials teach it. */
  static Engine pytorch(Place place) {
    return python(place, "pytorch", "torch_peer.py", Map.of(TUNABLES, ""));
  }

  /** As installed, but with malloc tuned as Graft's launcher tunes it. */
  static Engine mallocPytorch(Place place) {
    return python(place, "pytorch-malloc", "torch_peer.py", Map.of());
  }

  /** With malloc tuned and the fastest of PyTorch's own ways: channels-last, frozen, compiled. */
  static Engine tunedPytorch(Place place) {
    return python(place, "pytorch-tuned", "torch_peer.py", Map.of("TUNED", "1"));
  }

  /** The same with what autocast computes in bfloat16, which other lines do not. */
  static Engine bf16Pytorch(Place place) {
    return python(place, "pytorch-bf16", "torch_peer.py", Map.of("TUNED", "1", "BF16", "1"));
  }

  /** The roof: nothing but products of large matrices, on as many threads. */
  static Engine limit() {
    return new Engine("products-alone", java("LimitWorker", ""), Map.of());
  }

  static Engine keras(Place place) {
    return python(place, "keras", "keras_peer.py", Map.of(TUNABLES, ""));
  }

  static Engine fastai(Place place) {
    return python(place, "fastai", "fastai_peer.py", Map.of(TUNABLES, ""));
  }

  /** As the guide of transformers for native PyTorch has it. */
  static Engine transformers(Place place) {
    return python(place, "transformers", "text_peer.py", Map.of(TUNABLES, ""));
  }

  /** With malloc tuned, texts sorted by length, traced, features kept for the head, fused AdamW. */
  static Engine tunedTransformers(Place place) {
    return python(place, "transformers-tuned", "text_peer.py", Map.of("TUNED", "1"));
  }

  static Engine sentenceTransformers(Place place) {
    return python(place, "sentence-transformers", "sentence_peer.py", Map.of(TUNABLES, ""));
  }

  /** Masks, as installed. */
  static Engine masks(Place place) {
    return python(place, "pytorch", "mask_peer.py", Map.of(TUNABLES, ""));
  }

  /** Masks with malloc tuned and channels-last. */
  static Engine tunedMasks(Place place) {
    return python(place, "pytorch-tuned", "mask_peer.py", Map.of("TUNED", "1"));
  }

  Engine with(String variable, String value) {
    Map<String, String> changed = new LinkedHashMap<>(environment);
    changed.put(variable, value);
    return new Engine(name, command, changed);
  }

  /** Tells why this engine cannot be started here; empty where it can. */
  String missing() {
    Path program = Path.of(command.get(0));
    return Files.isExecutable(program)
        ? ""
        : System.getProperty("graft.peers.absent", "no Python environment at " + program);
  }

  private static Engine python(
      Place place, String name, String script, Map<String, String> environment) {
    return new Engine(
        name, List.of(place.python().toString(), place.peer(script).toString()), environment);
  }

  private static List<String> java(String worker, String argument) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true"));
    if (worker.startsWith("Djl")) {
      // as if this engine were alone on the class path, as DJL's guides have it
      command.add("-Dai.djl.default_engine=" + argument);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.graft.bench.worker." + worker, argument));
    return command;
  }
}
