package dev.graft.bench;

import dev.graft.engine.Engines;
import dev.graft.infer.Processor;
import dev.graft.pixels.ImageFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  @Option(names = "--int8", description = "Graft's bodies in 8 bits as well")
  private boolean int8;

  @Override
  public Integer call() {
    Engine.Place place = Engine.Place.here();
    int perClass = (Common.atLeast("images", images) + CLASSES - 1) / CLASSES;
    Path garden = Photos.garden(place.results(), Math.max(2, perClass));
    String folder = garden.resolve("train").toAbsolutePath().toString();
    List<Engine> engines =
        common.of(
            List.of(
                Engine.graft(Engines.choose()),
                Engine.pytorch(place),
                Engine.tunedPytorch(place),
                Engine.bf16Pytorch(place),
                Engine.keras(place),
                Engine.fastai(place),
                Engine.dl4j(),
                Engine.djl(Engines.PYTORCH),
                Engine.djl(Engines.MXNET),
                Engine.limit()));
    List<Figure> figures = new ArrayList<>();
    System.out.printf("%s; JPEG by %s%n", Processor.here(), ImageFile.jpegReader());
    try (Contest contest = new Contest(engines, place.results().resolve("logs"))) {
      for (String backbone : backbones) {
        measure(contest, backbone, Map.of("backbone", backbone), folder);
      }
      figures.addAll(contest.figures());
    }
    List<String> names = new ArrayList<>(backbones);
    if (int8) {
      List<Engine> graft = engines.stream().filter(e -> Engine.isGraft(e.name())).toList();
      try (Contest contest = new Contest(graft, place.results().resolve("logs"))) {
        for (String backbone : backbones) {
          String name = backbone + " in 8 bits";
          names.add(name);
          measure(contest, name, Map.of("backbone", backbone, "calibration", folder), folder);
        }
        figures.addAll(contest.figures());
      }
    }
    new Results("features", figures).publish(place.results());
    names.forEach(name -> share(figures, name));
    return 0;
  }

  private void measure(Contest contest, String name, Map<String, String> body, String folder) {
    Map<String, Object> opening = new LinkedHashMap<>(body);
    opening.put("batch", common.batch());
    contest.measure(
        "features",
        opening,
        common.repetitions(),
        List.of(
            new Contest.Question(
                name + " body",
                Unit.FEATURES,
                "features_body",
                Map.of("seconds", common.seconds()),
                Answer::rate),
            new Contest.Question(
                name + " from JPEG",
                Unit.FEATURES,
                "features_files",
                Map.of("folder", folder, "limit", images),
                Answer::rate)));
  }

  /** How much of the compiled body's speed is left when images come from files. */
  private static void share(List<Figure> figures, String name) {
    List<Figure> graft =
        new ArrayList<>(figures.stream().filter(f -> Engine.isGraft(f.engine())).toList());
    Optional<Figure> body = find(graft, name + " body");
    Optional<Figure> files = find(graft, name + " from JPEG");
    body.flatMap(b -> files.flatMap(f -> f.ratio(b)))
        .ifPresent(r -> System.out.printf("%s: from JPEG %.2f × of the body alone%n", name, r));
  }

  private static Optional<Figure> find(List<Figure> figures, String name) {
    return figures.stream().filter(f -> f.name().equals(name)).findFirst();
  }
}
