package dev.graft.bench;

import dev.graft.engine.Engines;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Training steps of EfficientNet-Lite0: the whole network, and the live slice alone. */
@Command(
    name = "step",
    description =
        "Training steps a second: the whole EfficientNet-Lite0, and its last four blocks.",
    mixinStandardHelpOptions = true)
final class StepJob implements Callable<Integer> {
  @Mixin private Common common;

  @Option(
      names = "--slices",
      split = ",",
      defaultValue = "full,live",
      description = "default ${DEFAULT-VALUE}")
  private List<String> slices;

  @Override
  public Integer call() {
    Engine.Place place = Engine.Place.here();
    List<Engine> engines =
        common.of(
            List.of(
                Engine.graft(Engines.PYTORCH),
                Engine.graft(Engines.MXNET),
                Engine.pytorch(place),
                Engine.mallocPytorch(place),
                Engine.tunedPytorch(place),
                Engine.bf16Pytorch(place),
                Engine.keras(place),
                Engine.djl(Engines.PYTORCH),
                Engine.djl(Engines.MXNET),
                Engine.bareDjl(Engines.MXNET),
                Engine.limit()));
    try (Contest contest = new Contest(engines, place.results().resolve("logs"))) {
      for (String slice : slices) {
        contest.measure(
            "step",
            Map.of("slice", slice, "batch", common.batch(), "classes", 2),
            common.repetitions(),
            List.of(
                new Contest.Question(
                    "step " + slice,
                    Unit.IMAGES,
                    "step_run",
                    Map.of("seconds", common.seconds()),
                    Answer::rate)));
      }
      new Results("step", contest.figures()).publish(place.results());
    }
    return 0;
  }
}
