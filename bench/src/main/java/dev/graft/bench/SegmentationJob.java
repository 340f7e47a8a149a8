package dev.graft.bench;

import dev.graft.engine.Engines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A class for every pixel: each decoder on the frozen body, and the last blocks with it where that
 * is asked for; on so few photos they learn them by heart. Each run is a fresh process and, for
 * Graft, a fresh home, so that nothing was kept before.
 */
@Command(
    name = "segmentation",
    description =
        "Overlap and seconds of both decoders on EfficientNet-Lite0, beside the same network and"
            + " recipe in PyTorch; --engines graft leaves the peers out.",
    mixinStandardHelpOptions = true)
final class SegmentationJob implements Callable<Integer> {
  /** Which decoders are tried. */
  enum Choice {
    FPN,
    LIGHT,
    UNET,
    BOTH
  }

  private static final int BATCH = 4;
  private static final int WHOLE = 32;

  @Mixin private Common common;

  @Option(
      names = "--data",
      description =
          "folder with train, val and test, each with images and masks of equal names; classes are"
              + " CamVid's unless classes.txt names others; default: camvid in GRAFT_DATA, else a"
              + " drawn garden")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--part",
      defaultValue = "validation",
      description = "validation or test, default ${DEFAULT-VALUE}")
  private Scenes.Part part;

  @Option(
      names = "--decoder",
      defaultValue = "both",
      description = "fpn, light, unet, or both of the first two, default ${DEFAULT-VALUE}")
  private Choice decoder;

  @Option(
      names = "--stride",
      defaultValue = "32",
      description =
          "of the body's last map, 32, or 16 or 8, where later windows are spread; for the decoder"
              + " light alone; default ${DEFAULT-VALUE}")
  private int stride;

  @Option(names = "--seeds", defaultValue = "3", description = "default ${DEFAULT-VALUE}")
  private int seeds;

  @Option(
      names = "--epochs",
      defaultValue = "12",
      description = "of the decoder on the frozen body, default ${DEFAULT-VALUE}")
  private int epochs;

  @Option(
      names = "--rate",
      defaultValue = "3e-3",
      description = "of the decoder, default ${DEFAULT-VALUE}")
  private double rate;

  @Option(
      names = "--tuning-epochs",
      defaultValue = "0",
      description = "of the last blocks with the decoder, afterwards, default ${DEFAULT-VALUE}")
  private int tuningEpochs;

  @Option(
      names = "--tuning-rate",
      defaultValue = "3e-4",
      description = "of the last blocks and the decoder, default ${DEFAULT-VALUE}")
  private double tuningRate;

  @Option(
      names = "--layers",
      defaultValue = "5",
      description = "the last blocks that learn then, default ${DEFAULT-VALUE}")
  private int layers;

  @Option(
      names = "--decay",
      defaultValue = "0.01",
      description = "of weights, default ${DEFAULT-VALUE}")
  private double decay;

  @Option(
      names = "--dice",
      defaultValue = "0.5",
      description = "share of the loss that the overlap has, default ${DEFAULT-VALUE}")
  private double dice;

  @Option(
      names = "--tuned",
      description = "PyTorch with malloc tuned and channels-last, too: another peer")
  private boolean tuned;

  private final Engine.Place place = Engine.Place.here();
  private final Map<String, List<Figure>> runs = new LinkedHashMap<>();

  @Override
  public Integer call() {
    Scenes scenes = Scenes.of(data, part, place.results());
    Common.atLeast("epochs", epochs);
    if (stride != WHOLE && !decoders().equals(List.of("light"))) {
      throw new IllegalArgumentException(
          "--stride is for --decoder light, which reads the last map alone");
    }
    for (int seed = 1; seed <= Common.atLeast("seeds", seeds); seed++) {
      for (String name : decoders()) {
        for (Engine engine : common.of(engines())) {
          run(scenes, name, engine, seed);
        }
      }
    }
    List<Figure> figures = runs.values().stream().map(Figure::together).toList();
    new Results("segmentation", figures).publish(place.results());
    return 0;
  }

  private List<String> decoders() {
    return decoder == Choice.BOTH
        ? List.of("fpn", "light")
        : List.of(decoder.name().toLowerCase(Locale.ROOT));
  }

  private List<Engine> engines() {
    List<Engine> engines =
        new ArrayList<>(List.of(Engine.graft(Engines.choose()), Engine.masks(place)));
    if (tuned) {
      engines.add(Engine.tunedMasks(place));
    }
    return engines;
  }

  private void run(Scenes scenes, String decoder, Engine engine, int seed) {
    String name = scenes.name() + " " + decoder + (stride == WHOLE ? "" : "/" + stride);
    if (!engine.missing().isEmpty()) {
      absent(name, engine, engine.missing());
      return;
    }
    Path log = place.results().resolve("logs").resolve(engine.name() + ".log");
    try (TemporaryHome home = TemporaryHome.in(place.results());
        Worker worker =
            Worker.start(
                Engine.isGraft(engine.name())
                    ? engine.with("GRAFT_HOME", home.path().toString())
                    : engine,
                log)) {
      Answer answer = worker.ask("segmentation", question(scenes, decoder, seed));
      System.err.println(
          "bench: " + engine.name() + " " + name + " seed " + seed + ": " + answer.members());
      if (answer.absent().isPresent()) {
        absent(name, engine, answer.absent().get());
      } else {
        record(name, engine, scenes.classes(), answer);
      }
    }
  }

  private Map<String, Object> question(Scenes scenes, String decoder, int seed) {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("train", scenes.train().toString());
    question.put("held", scenes.held().toString());
    question.put("classes", scenes.classes());
    question.put("height", scenes.height());
    question.put("width", scenes.width());
    question.put("decoder", decoder);
    question.put("stride", stride);
    question.put("batch", common.batch(BATCH));
    question.put("epochs", epochs);
    question.put("rate", rate);
    question.put("tuning_epochs", tuningEpochs);
    question.put("tuning_rate", tuningRate);
    question.put("layers", layers);
    question.put("decay", decay);
    question.put("dice", dice);
    question.put("seed", seed);
    return question;
  }

  private void record(String name, Engine engine, List<String> classes, Answer answer) {
    add(name, engine, Unit.MEAN_IOU, answer.number("meanIou"));
    add(name, engine, Unit.PIXELS, answer.number("pixelAccuracy"));
    add(name, engine, Unit.SECONDS, answer.number("seconds"));
    add(name, engine, Unit.PROCESSOR, answer.number("processor"));
    List<Optional<Double>> each = answer.numbers("iou");
    for (int c = 0; c < classes.size(); c++) {
      String one = name + " " + classes.get(c);
      each.get(c).ifPresent(iou -> add(one, engine, Unit.IOU, iou));
    }
  }

  private void absent(String name, Engine engine, String why) {
    runs.computeIfAbsent(name + engine.name(), key -> new ArrayList<>())
        .add(Figure.absent(name, engine.name(), Unit.MEAN_IOU, why));
  }

  private void add(String name, Engine engine, Unit unit, double value) {
    runs.computeIfAbsent(name + unit + engine.name(), key -> new ArrayList<>())
        .add(Figure.of(name, engine.name(), unit, Series.of(value), ""));
  }
}
