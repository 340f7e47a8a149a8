package dev.graft.cli;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.shift;
import static dev.graft.Transfer.solve;

import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.TransferModel;
import dev.graft.data.ImageSet;
import dev.graft.data.Splits;
import dev.graft.engine.Engines;
import dev.graft.evaluate.LinearProbe;
import dev.graft.shift.Shift;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A head solved on four fifths of one folder, asked about another: as it is, and after each
 * adaptation to that other without a label of it. The fifth that is left of the first folder shows
 * what an adaptation does where nothing has shifted.
 */
@Command(
    name = "shift",
    description =
        "Accuracy on photos of another kind before and after adaptation without their labels.",
    mixinStandardHelpOptions = true)
final class ShiftJob implements Callable<Integer> {
  private static final double TRAIN = 0.8;

  @Option(
      names = "--data",
      description =
          "folder whose folders are domains, each with a folder a class; default: pacs in"
              + " GRAFT_DATA")
  private Path data;

  @Option(names = "--from", defaultValue = "photo", description = "default ${DEFAULT-VALUE}")
  private String from;

  @Option(names = "--to", defaultValue = "art", description = "default ${DEFAULT-VALUE}")
  private String to;

  @Option(names = "--seeds", defaultValue = "3", description = "how many, default ${DEFAULT-VALUE}")
  private int seeds;

  @Option(names = "--engine", description = "MXNet or PyTorch; default: the one that trains here")
  private String engine;

  @Override
  public Integer call() {
    ImageSet known = domain(from);
    ImageSet other = domain(to);
    List<Measurement> rows = new ArrayList<>();
    System.out.printf(
        "%-24s %-10s %-10s %4s %8s %8s %8s%n",
        "method", "from", "to", "seed", "before", "after", "estimate");
    for (int seed = 1; seed <= seeds; seed++) {
      measure(known.split(TRAIN, seed), other, seed, rows);
    }
    System.out.println("written to " + Measurement.write("shift", rows));
    return 0;
  }

  private void measure(Splits parts, ImageSet other, int seed, List<Measurement> rows) {
    try (TransferModel model = Backbone.EFFICIENTNET_LITE0.on(engine()).load()) {
      replaceHead(model, Head.classifier(parts.classes()));
      freeze(model);
      var again = LinearProbe.logistic().strengths(solve(model, parts.train()).strength());
      for (ImageSet photos : List.of(other, parts.validation())) {
        String where = photos == other ? to : from;
        double before = evaluate(model, photos).accuracy();
        Shift shift = shift(model, parts.validation(), photos);
        add(rows, "none", where, seed, before, before, shift);
        new ShiftMethods(
                model,
                parts.train(),
                photos,
                again,
                (method, after) -> add(rows, method, where, seed, before, after, shift))
            .measure(seed);
      }
    }
  }

  private void add(
      List<Measurement> rows,
      String method,
      String where,
      int seed,
      double before,
      double after,
      Shift seen) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("method", method);
    more.put("from", from);
    more.put("to", where);
    more.put("seed", seed);
    more.put("before", before);
    more.put("after", after);
    more.put("estimate", seen.estimate());
    more.put("told_apart", seen.apart().value());
    rows.add(new Measurement(method, engine(), after, "accuracy", more));
    System.out.printf(
        "%-24s %-10s %-10s %4d %8.4f %8.4f %8.4f%n",
        method, from, where, seed, before, after, seen.estimate());
  }

  private String engine() {
    return engine == null ? Engines.choose() : Engines.named(engine);
  }

  private ImageSet domain(String name) {
    Path folder =
        data == null
            ? Optional.ofNullable(System.getenv("GRAFT_DATA"))
                .map(all -> Path.of(all, "pacs"))
                .orElse(null)
            : data;
    if (folder == null || !Files.isDirectory(folder.resolve(name))) {
      throw new IllegalArgumentException(
          "no folder %s%s; name with --data a folder whose folders are domains, such as photo and art, each with a folder a class"
              .formatted(folder == null ? "" : folder + "/", name));
    }
    return ImageSet.of(folder.resolve(name));
  }
}
