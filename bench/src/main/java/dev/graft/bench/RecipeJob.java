package dev.graft.bench;

import dev.graft.data.Batches;
import dev.graft.data.ImageSet;
import dev.graft.engine.Engines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The standard recipe: a new head, then the last four blocks with it. Each run is a fresh process
 * and, for Graft, a fresh home, so that nothing was kept before.
 */
@Command(
    name = "recipe",
    description = "Seconds and accuracy of the standard recipe, of the next experiment, of a head.",
    mixinStandardHelpOptions = true)
final class RecipeJob implements Callable<Integer> {
  private static final double HEAD_RATE = 1e-3;
  private static final double RATE = 1e-4;

  @Mixin private Common common;

  @Option(names = "--seeds", defaultValue = "5", description = "default ${DEFAULT-VALUE}")
  private int seeds;

  @Option(names = "--epochs", defaultValue = "5", description = "a stage, default ${DEFAULT-VALUE}")
  private int epochs;

  @Option(
      names = "--views",
      defaultValue = "5",
      description = "augmented views of an image that Graft uses in turn, default ${DEFAULT-VALUE}")
  private int views;

  @Option(
      names = "--images",
      description = "of each class of the garden; default: the photos of ants and bees if present")
  private Integer images;

  @Option(
      names = "--backbones",
      split = ",",
      defaultValue = "efficientnet_lite0,mobilenet_v2",
      description =
          "the second has random weights on both sides and shows speed alone, default"
              + " ${DEFAULT-VALUE}")
  private List<String> backbones;

  private final Map<String, List<Figure>> runs = new LinkedHashMap<>();

  @Override
  public Integer call() {
    Engine.Place place = Engine.Place.here();
    Path folder =
        images == null ? Photos.preferred(place.results()) : Photos.garden(place.results(), images);
    for (int seed = 1; seed <= Common.atLeast("seeds", seeds); seed++) {
      for (String backbone : backbones) {
        for (Engine engine : common.of(engines(place))) {
          run(place, engine, backbone, folder.toAbsolutePath(), seed);
        }
      }
    }
    List<Figure> figures = runs.values().stream().map(Figure::together).toList();
    new Results("recipe", figures).publish(place.results());
    return 0;
  }

  private static List<Engine> engines(Engine.Place place) {
    return List.of(
        Engine.graft(Engines.MXNET),
        Engine.graft(Engines.PYTORCH),
        Engine.pytorch(place),
        Engine.tunedPytorch(place),
        Engine.fastai(place),
        Engine.keras(place),
        Engine.dl4j());
  }

  private void run(Engine.Place place, Engine engine, String backbone, Path folder, int seed) {
    boolean graft = Engine.isGraft(engine.name());
    Path log = place.results().resolve("logs").resolve(engine.name() + ".log");
    String weights = backbone.startsWith("efficientnet") ? "ImageNet" : "random";
    if (!engine.missing().isEmpty()) {
      absent(backbone, engine, engine.missing());
      return;
    }
    try (TemporaryHome home = TemporaryHome.in(place.results());
        Worker worker =
            Worker.start(graft ? engine.with("GRAFT_HOME", home.path().toString()) : engine, log)) {
      Map<String, Object> question = question(backbone, folder, seed);
      if (graft) {
        question.put("views", views);
        question.put("weights", weights);
      }
      Answer first = worker.ask("recipe", question);
      System.err.println("bench: " + engine.name() + " " + backbone + ": " + first.members());
      if (first.absent().isPresent()) {
        absent(backbone, engine, first.absent().get());
      } else {
        record(backbone, engine, weights, first, graft ? next(worker) : first);
      }
      Answer epoch = worker.ask("head_epoch", Map.of("seconds", common.seconds()));
      if (epoch.absent().isEmpty()) {
        add(backbone + " head epoch", engine, Unit.SAMPLES, epoch.rate(), epoch.text("note"));
      }
    }
  }

  private Map<String, Object> question(String backbone, Path folder, int seed) {
    int size = ImageSet.splits(folder).train().size();
    List<int[]> orders =
        IntStream.range(0, epochs).mapToObj(e -> Batches.shuffled(size, seed, e)).toList();
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("folder", folder.toString());
    question.put("backbone", backbone);
    question.put("batch", common.batch());
    question.put("epochs", epochs);
    question.put("seed", seed);
    question.put("head_rate", HEAD_RATE);
    question.put("rate", RATE);
    question.put("orders", orders);
    return question;
  }

  /** Another rate on the same images and views. */
  private static Answer next(Worker worker) {
    return worker.ask("recipe_next", Map.of("head_rate", 3e-3, "rate", 5e-5));
  }

  private void record(String backbone, Engine engine, String weights, Answer first, Answer next) {
    String note = weights + " weights";
    add(backbone + " recipe", engine, Unit.SECONDS, first.number("seconds"), note);
    if (weights.equals("ImageNet")) {
      add(backbone + " accuracy", engine, Unit.ACCURACY, first.number("accuracy"), note);
    }
    if (next.absent().isPresent()) {
      absent(backbone, engine, next.absent().get());
      return;
    }
    String kept = next == first ? "as the first: nothing is kept" : "other rates";
    double head = next.number("headSeconds");
    add(backbone + " next experiment", engine, Unit.SECONDS, next.number("seconds"), kept);
    add(backbone + " next head", engine, Unit.SECONDS, head, kept);
  }

  private void absent(String backbone, Engine engine, String why) {
    runs.computeIfAbsent(backbone + engine.name(), key -> new ArrayList<>())
        .add(Figure.absent(backbone + " recipe", engine.name(), Unit.SECONDS, why));
  }

  private void add(String name, Engine engine, Unit unit, double value, String note) {
    runs.computeIfAbsent(name + engine.name(), key -> new ArrayList<>())
        .add(Figure.of(name, engine.name(), unit, Series.of(value), note));
  }
}
