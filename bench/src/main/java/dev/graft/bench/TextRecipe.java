package dev.graft.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * A head on a frozen encoder, then some of its blocks with it. Each run is a fresh process and, for
 * Graft, a fresh home, so that nothing was kept before.
 */
final class TextRecipe {
  /** What may be asked of it. */
  static final class Options {
    @Option(names = "--seeds", defaultValue = "3", description = "default ${DEFAULT-VALUE}")
    private int seeds;

    @Option(
        names = "--layers",
        defaultValue = "2",
        description = "the last blocks that learn, all, or head, default ${DEFAULT-VALUE}")
    private String layers;

    @Option(names = "--epochs", defaultValue = "2", description = "default ${DEFAULT-VALUE}")
    private int epochs;

    @Option(names = "--rate", defaultValue = "1e-4", description = "default ${DEFAULT-VALUE}")
    private double rate;

    @Option(
        names = "--head-epochs",
        defaultValue = "5",
        description = "of the head alone, default ${DEFAULT-VALUE}")
    private int headEpochs;

    @Option(
        names = "--head-rate",
        defaultValue = "1e-2",
        description = "of the head alone, default ${DEFAULT-VALUE}")
    private double headRate;

    private Map<String, Object> members() {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("layers", layers);
      members.put("epochs", epochs);
      members.put("rate", rate);
      members.put("head_epochs", headEpochs);
      members.put("head_rate", headRate);
      return members;
    }

    private String live() {
      return layers.equals("all") ? "all layers" : "last " + layers + " blocks";
    }
  }

  private static final String NOTHING_KEPT = "as the first: nothing is kept";

  private final Engine.Place place;
  private final Options options;
  private final Map<String, Object> question;
  private final Map<String, List<Figure>> runs = new LinkedHashMap<>();

  TextRecipe(Engine.Place place, Options options, Map<String, Object> question) {
    this.place = place;
    this.options = options;
    this.question = new LinkedHashMap<>(question);
    this.question.putAll(options.members());
  }

  List<Figure> run(List<Engine> engines, String data) {
    String name = question.get("encoder") + " " + data;
    for (int seed = 1; seed <= Common.atLeast("seeds", options.seeds); seed++) {
      question.put("seed", seed);
      for (Engine engine : engines) {
        run(engine, name);
      }
    }
    return runs.values().stream().map(Figure::together).toList();
  }

  private void run(Engine engine, String name) {
    if (!engine.missing().isEmpty()) {
      absent(name + " head", engine, engine.missing());
      return;
    }
    boolean graft = Engine.isGraft(engine.name());
    Path log = place.results().resolve("logs").resolve(engine.name() + ".log");
    try (TemporaryHome home = TemporaryHome.in(place.results());
        Worker worker =
            Worker.start(graft ? engine.with("GRAFT_HOME", home.path().toString()) : engine, log)) {
      Answer first = worker.ask("text_recipe", question);
      System.err.println("bench: " + engine.name() + " " + name + ": " + first.members());
      if (first.absent().isPresent()) {
        absent(name + " head", engine, first.absent().get());
        return;
      }
      String note = first.text("note");
      add(name + " head", engine, Unit.SECONDS, first.number("headSeconds"), note);
      add(name + " head", engine, Unit.TEST, first.number("head"), note);
      next(worker, engine, name, first);
      if (first.members().containsKey("accuracy") && !options.layers.equals("head")) {
        String live = name + " " + options.live();
        add(live, engine, Unit.SECONDS, first.number("seconds"), "the head's included");
        add(live, engine, Unit.TEST, first.number("accuracy"), "");
      }
    }
  }

  /** Another head on the same texts. */
  private void next(Worker worker, Engine engine, String name, Answer first) {
    Answer next = worker.ask("text_next", Map.of("head_rate", options.headRate / 2));
    boolean kept = next.absent().isEmpty();
    add(
        name + " next head",
        engine,
        Unit.SECONDS,
        (kept ? next : first).number("headSeconds"),
        kept ? "on kept features" : NOTHING_KEPT);
  }

  private void absent(String name, Engine engine, String why) {
    runs.computeIfAbsent(name + engine.name(), key -> new ArrayList<>())
        .add(Figure.absent(name, engine.name(), Unit.SECONDS, why));
  }

  private void add(String name, Engine engine, Unit unit, double value, String note) {
    runs.computeIfAbsent(name + unit + engine.name(), key -> new ArrayList<>())
        .add(Figure.of(name, engine.name(), unit, Series.of(value), note));
  }
}
