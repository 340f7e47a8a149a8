package dev.graft.bench;

import dev.graft.engine.Engines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Texts: the frozen encoder, a step of all its layers, and the recipe. */
@Command(
    name = "text",
    description =
        "Sentences a second of a frozen encoder, training steps of all its layers, and the recipe:"
            + " a head, then the last two blocks; seconds, accuracy, the next experiment.",
    mixinStandardHelpOptions = true)
final class TextJob implements Callable<Integer> {
  private static final int BATCH = 32;

  @Mixin private Common common;

  @Mixin private TextRecipe.Options options;

  @Option(
      names = "--encoders",
      split = ",",
      defaultValue = "minilm_l6",
      description = "bge_small, e5_small too, default ${DEFAULT-VALUE}")
  private List<String> encoders;

  @Option(
      names = "--data",
      split = ",",
      description = "folders of GRAFT_DATA, or reviews; default: sst2 if present, else reviews")
  private List<String> data = List.of();

  @Option(names = "--texts", description = "of each part, for a quick run; default: all")
  private Integer texts;

  @Option(
      names = "--parts",
      split = ",",
      defaultValue = "features,step,recipe",
      description = "default ${DEFAULT-VALUE}")
  private List<String> parts;

  @Option(
      names = "--step-texts",
      defaultValue = "512",
      description = "that one measurement of steps takes, default ${DEFAULT-VALUE}")
  private int stepTexts;

  private final Engine.Place place = Engine.Place.here();
  private final List<Figure> figures = new ArrayList<>();

  @Override
  public Integer call() {
    List<Engine> engines = common.of(engines());
    for (String encoder : encoders) {
      Map<String, Object> files = EncoderFiles.of(encoder, place.results());
      for (String name : data.isEmpty() ? List.of(Sentences.preferred()) : data) {
        Sentences all = Sentences.named(name, place.results());
        Sentences some = texts == null ? all : all.take(texts, place.results());
        rates(engines, files, some);
        if (parts.contains("recipe")) {
          Map<String, Object> question = question(files, some);
          figures.addAll(new TextRecipe(place, options, question).run(engines, some.name()));
        }
      }
    }
    new Results("text", figures).publish(place.results());
    return 0;
  }

  private List<Engine> engines() {
    return List.of(
        Engine.graft(Engines.PYTORCH),
        Engine.graft(Engines.MXNET),
        Engine.transformers(place),
        Engine.tunedTransformers(place),
        Engine.sentenceTransformers(place));
  }

  private void rates(List<Engine> engines, Map<String, Object> files, Sentences all) {
    if (!parts.contains("features") && !parts.contains("step")) {
      return;
    }
    String name = files.get("encoder") + " " + all.name();
    Path logs = place.results().resolve("logs");
    try (Contest contest = new Contest(engines, logs)) {
      if (parts.contains("features")) {
        measure(contest, "text_features", question(files, all), name + " frozen");
      }
      if (parts.contains("step")) {
        Sentences few = all.take(Common.atLeast("step-texts", stepTexts), place.results());
        measure(contest, "text_step", question(files, few), name + " step of all layers");
      }
      figures.addAll(contest.figures());
    }
  }

  private void measure(
      Contest contest, String operation, Map<String, Object> question, String name) {
    var run = new Contest.Question(name, Unit.TEXTS, operation + "_run", Map.of(), Answer::rate);
    contest.measure(operation, question, common.repetitions(), List.of(run));
  }

  private Map<String, Object> question(Map<String, Object> files, Sentences of) {
    Map<String, Object> question = new LinkedHashMap<>(files);
    question.put("train", of.train().toString());
    question.put("held", of.held().toString());
    question.put("batch", common.batch(BATCH));
    question.put("seed", 1);
    return question;
  }
}
