package dev.graft.bench;

import dev.graft.engine.Engines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Features a second of a frozen body, with and without the way from a JPEG file to it. */
@Command(
    name = "features",
    description = "Features a second of frozen bodies, alone and from JPEG files.",
    mixinStandardHelpOptions = true)
final class FeaturesJob implements Callable<Integer> {
  private static final int CLASSES = 6;

  @Mixin private Common common;

  @Option(
      names = "--backbones",
      split = ",",
      defaultValue = "mobilenet_v2,resnet50,vgg16,efficientnet_lite0,mobilenet_v1_1.0",
      description = "default ${DEFAULT-VALUE}")
  private List<String> backbones;

  @Option(
      names = "--images",
      defaultValue = "256",
      description = "JPEG files in one measurement, default ${DEFAULT-VALUE}")
  private int images;

  @Override
  public Integer call() {
    Engine.Place place = Engine.Place.here();
    int perClass = (Common.atLeast("images", images) + CLASSES - 1) / CLASSES;
    Path folder =
        Photos.garden(place.results(), Math.max(2, perClass)).resolve("train").toAbsolutePath();
    List<Engine> engines =
        common.of(
            List.of(
                Engine.graft(Engines.choose()),
                Engine.pytorch(place),
                Engine.tunedPytorch(place),
                Engine.keras(place),
                Engine.fastai(place),
                Engine.dl4j(),
                Engine.djl(Engines.PYTORCH),
                Engine.djl(Engines.MXNET)));
    try (Contest contest = new Contest(engines, place.results().resolve("logs"))) {
      for (String backbone : backbones) {
        contest.measure(
            "features",
            Map.of("backbone", backbone, "batch", common.batch()),
            common.repetitions(),
            List.of(
                new Contest.Question(
                    backbone + " body",
                    Unit.FEATURES,
                    "features_body",
                    Map.of("seconds", common.seconds()),
                    Answer::rate),
                new Contest.Question(
                    backbone + " from JPEG",
                    Unit.FEATURES,
                    "features_files",
                    Map.of("folder", folder.toString(), "limit", images),
                    Answer::rate)));
      }
      List<Figure> figures = contest.figures();
      new Results("features", figures).publish(place.results());
      backbones.forEach(backbone -> share(figures, backbone));
    }
    return 0;
  }

  /** How much of the compiled body's speed is left when images come from files. */
  private static void share(List<Figure> figures, String backbone) {
    List<Figure> graft =
        new ArrayList<>(figures.stream().filter(f -> Engine.isGraft(f.engine())).toList());
    Optional<Figure> body = find(graft, backbone + " body");
    Optional<Figure> files = find(graft, backbone + " from JPEG");
    body.flatMap(b -> files.flatMap(f -> f.ratio(b)))
        .ifPresent(r -> System.out.printf("%s: from JPEG %.2f × of the body alone%n", backbone, r));
  }

  private static Optional<Figure> find(List<Figure> figures, String name) {
    return figures.stream().filter(f -> f.name().equals(name)).findFirst();
  }
}
