package dev.graft.bench;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that every job takes. */
final class Common {
  @Option(
      names = "--repetitions",
      defaultValue = "5",
      description = "rounds over all engines, default ${DEFAULT-VALUE}")
  private int repetitions;

  @Option(
      names = "--seconds",
      defaultValue = "3",
      description = "one measurement takes about so long, default ${DEFAULT-VALUE}")
  private double seconds;

  @Option(
      names = "--engines",
      split = ",",
      description =
          "only those whose name begins so: graft, pytorch, keras, fastai, dl4j, djl, transformers,"
              + " sentence")
  private List<String> engines = List.of();

  @Option(names = "--batch", description = "default: 16 images, 32 texts, 4 masks")
  private Optional<Integer> batch = Optional.empty();

  int repetitions() {
    return atLeast("repetitions", repetitions);
  }

  int batch() {
    return batch(16);
  }

  int batch(int usual) {
    return atLeast("batch", batch.orElse(usual));
  }

  double seconds() {
    return seconds;
  }

  /** Keeps the engines asked for; Graft always runs, the others are compared with it. */
  List<Engine> of(List<Engine> all) {
    return all.stream()
        .filter(
            engine ->
                engines.isEmpty()
                    || Engine.isGraft(engine.name())
                    || engines.stream().anyMatch(engine.name()::startsWith))
        .toList();
  }

  static int atLeast(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
    }
    return value;
  }
}
