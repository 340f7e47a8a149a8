package dev.graft.cli;

import static dev.graft.Transfer.calibrate;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.extractFeatures;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.solve;

import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.TransferModel;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.data.Splits;
import dev.graft.engine.Engines;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Trust;
import dev.graft.evaluate.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A head solved on photos of one kind and calibrated, split after split: how often the right class
 * is in the set, how many of the known kind are taken for known, and how well photos of another
 * kind are told from them. A half of the photos is learned from, a quarter held out, a quarter
 * asked.
 */
@Command(
    name = "trust",
    description = "Coverage of a calibrated model, and whether it tells photos of another kind.",
    mixinStandardHelpOptions = true)
final class TrustJob implements Callable<Integer> {
  private static final double LEARNED = 0.5;

  @Option(
      names = "--known",
      defaultValue = "ants_bees",
      description = "a sample's name, or a folder with a folder a class; default ${DEFAULT-VALUE}")
  private String known;

  @Option(
      names = "--foreign",
      defaultValue = "signs",
      description = "a sample's name, or a folder with a folder a class; default ${DEFAULT-VALUE}")
  private String foreign;

  @Option(
      names = "--promised",
      split = ",",
      defaultValue = "0.9,0.95,0.99",
      description = "default ${DEFAULT-VALUE}")
  private double[] promised;

  @Option(
      names = "--seeds",
      defaultValue = "20",
      description = "how many, default ${DEFAULT-VALUE}")
  private int seeds;

  @Option(names = "--engine", description = "MXNet or PyTorch; default: the one that trains here")
  private String engine;

  @Override
  public Integer call() {
    ImageSet photos = images(known);
    List<Measurement> rows = new ArrayList<>();
    System.out.printf(
        "%8s %4s %9s %6s %6s %8s %8s%n",
        "promised", "seed", "coverage", "size", "known", "foreign", "AUROC");
    try (TransferModel model = Backbone.EFFICIENTNET_LITE0.on(engine()).load()) {
      replaceHead(model, Head.classifier(photos.classes()));
      freeze(model);
      float[][] far = extractFeatures(model, images(foreign)).values();
      for (int seed = 1; seed <= seeds; seed++) {
        Splits first = photos.split(LEARNED, seed);
        Splits second = first.validation().split(0.5, seed);
        solve(model, first.train());
        for (double share : promised) {
          Trust trust = calibrate(model, first.train(), second.train(), share);
          add(rows, trust, seed, model, second.validation(), far);
        }
      }
    }
    System.out.println("written to " + Measurement.write("trust", rows));
    return 0;
  }

  private void add(
      List<Measurement> rows,
      Trust trust,
      int seed,
      TransferModel model,
      ImageSet asked,
      float[][] others) {
    Evaluation result = evaluate(model, asked);
    double[] near = distances(model, asked);
    double[] far = trust.kinds().distances(others);
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("known", known);
    more.put("foreign", foreign);
    more.put("promised", trust.promised());
    more.put("seed", seed);
    more.put("asked", asked.size());
    more.put("covered", Math.round(trust.sets().coverage(result).value() * asked.size()));
    more.put("size", trust.sets().meanSize(result));
    more.put("taken for known", Arrays.stream(near).filter(trust.kinds()::known).count());
    more.put("foreign asked", others.length);
    more.put("foreign noticed", Arrays.stream(far).filter(d -> !trust.kinds().known(d)).count());
    more.put("AUROC", trust.kinds().apart(near, far).areaUnderRoc("foreign"));
    double coverage = trust.sets().coverage(result).value();
    var row = new Measurement("trust", engine(), coverage, "coverage", more);
    rows.add(row);
    System.out.printf(
        "%8.3f %4d %9.4f %6.3f %6.3f %8.3f %8.5f%n",
        trust.promised(),
        seed,
        coverage,
        row.number("size"),
        row.number("taken for known") / asked.size(),
        row.number("foreign noticed") / others.length,
        row.number("AUROC"));
  }

  private static double[] distances(TransferModel model, ImageSet photos) {
    return predict(model, photos).stream()
        .mapToDouble(one -> one.verdict().map(Verdict::distance).orElseThrow())
        .toArray();
  }

  private String engine() {
    return engine == null ? Engines.choose() : Engines.named(engine);
  }

  private static ImageSet images(String name) {
    Path folder = Path.of(name);
    if (Files.isDirectory(folder)) {
      return ImageSet.of(folder);
    }
    Splits parts = Samples.named(name);
    return parts.train().join(parts.validation());
  }
}
