package dev.graft.cli;

import dev.graft.engine.Engines;
import dev.graft.progress.Progress;
import dev.graft.weights.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** From a folder of photos or a table of texts to a model that one can look through. */
@Command(
    name = "train",
    description = {
      "Make a classifier from photos or texts: looks for faults in the data, tries what the",
      "minutes allow, keeps what validation says is best, and writes the model, report.html",
      "and model-card.md."
    },
    mixinStandardHelpOptions = true,
    versionProvider = GraftVersion.class)
final class Train implements Callable<Integer> {
  private static final String REPORT = "report.html";
  private static final int MOST_TRIALS = 1000;
  private static final double PROMISED = 0.95;
  private static final String CARD = "model-card.md";

  @Parameters(
      paramLabel = "FOLDER|TABLE",
      description = {
        "a folder of class folders, with train and validation above them or without;",
        "or a .csv or .tsv file, or a folder with train.tsv, of texts or paths and labels"
      })
  private Path data;

  @Option(names = "--out", required = true, paramLabel = "MODEL", description = "folder to write")
  private Path out;

  @Option(
      names = "--minutes",
      defaultValue = "10",
      description = "how long it may look, default ${DEFAULT-VALUE}")
  private double minutes;

  @Option(
      names = "--backbone",
      split = ",",
      description = "networks to try, with commas; default: EfficientNet-Lite0, or MiniLM and E5")
  private List<String> backbones = List.of();

  @Option(names = "--epochs", description = "of each training; default: chosen")
  private Integer epochs;

  @Option(
      names = "--search",
      paramLabel = "N",
      description = "draw N more settings of a head, as many as the time allows")
  private int search;

  @Option(
      names = "--gradual",
      description = "unfreeze the last blocks one after the other, and more of them")
  private boolean gradual;

  @Mixin private ColumnOptions named = new ColumnOptions();

  @Option(names = "--seed", defaultValue = "42", description = "default ${DEFAULT-VALUE}")
  private long seed;

  @Option(names = "--engine", description = "MXNet or PyTorch; default: the one that trains here")
  private String engine;

  @Option(names = "--quiet", description = "print nothing but the last line")
  private boolean quiet;

  @Override
  public Integer call() {
    if (epochs != null && epochs < 1) {
      throw new IllegalArgumentException("epochs is " + epochs + ", must be at least 1");
    }
    if (search < 0 || search > MOST_TRIALS) {
      throw new IllegalArgumentException(
          "search is " + search + ", must be at least 0 and at most " + MOST_TRIALS);
    }
    Budget budget = new Budget(minutes);
    ModelFolder.requireFree(out);
    return quiet ? Progress.silently(() -> train(budget)) : train(budget);
  }

  private int train(Budget budget) {
    TrainSettings settings =
        new TrainSettings(
            backbones,
            Optional.ofNullable(epochs),
            Optional.ofNullable(engine).map(Engines::named),
            seed,
            search,
            gradual);
    Material material = new MaterialFiles(data, named.columns(), seed).read();
    say(
        String.format(
            Locale.ROOT,
            "%,d %s to learn from, %d classes",
            material.size(),
            material.noun(),
            material.classes().size()));
    Path aside = aside();
    try {
      Attempts attempts = new Attempts(material, budget, settings, this::say).begin();
      new TrainedHeads(attempts).run();
      new LastBlocks(attempts, aside).run();
      try (Attempt best = attempts.best()) {
        write(attempts, best, budget);
        System.out.printf("%s%n%s, %s%n", best, out, out.resolve(REPORT));
      }
      return 0;
    } finally {
      ModelFolder.delete(aside);
    }
  }

  private void write(Attempts attempts, Attempt best, Budget budget) {
    calibrate(attempts, best);
    best.model().save(out);
    Facts facts = Facts.of(out, data, attempts, best, budget);
    new TrainReport(facts, attempts, best).page().save(out.resolve(REPORT));
    byte[] card = ModelCard.of(facts, attempts, best).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(out.resolve(CARD), file -> file.write(card));
  }

  /**
   * The promise is exact for photos that no attempt was chosen by; of these it is a little less.
   */
  private void calibrate(Attempts attempts, Attempt best) {
    try {
      say(attempts.material().calibrate(best.model(), PROMISED).toString());
    } catch (IllegalArgumentException e) {
      say(attempts.note("it cannot say what it does not know: " + e.getMessage()));
    }
  }

  private void say(String line) {
    if (!quiet) {
      System.out.println(line);
    }
  }

  private static Path aside() {
    try {
      return Files.createTempDirectory("graft-train").resolve("model");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for what is tried can be made", e);
    }
  }
}
