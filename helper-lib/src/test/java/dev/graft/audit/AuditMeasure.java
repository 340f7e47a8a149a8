package dev.graft.audit;

import dev.graft.Backbone;
import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Measures audits of photos with planted faults: {@code AuditMeasure FOLDER [SEEDS] [FLIPS] [HOW]
 * [COPIES] [FIRST]}, such as {@code ants_bees/train 5 0.05 UNIFORM 0.03 0}. Flips and copies of 0
 * list what a set is said to have as it is.
 */
final class AuditMeasure {
  private AuditMeasure() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int seeds = Integer.parseInt(argument(arguments, 1, "5"));
    double flips = Double.parseDouble(argument(arguments, 2, "0.05"));
    var how = PlantedFaults.Flips.valueOf(argument(arguments, 3, "UNIFORM"));
    double copies = Double.parseDouble(argument(arguments, 4, "0.03"));
    int first = Integer.parseInt(argument(arguments, 5, "0"));
    ImageSet clean = ImageSet.of(folder);
    try (TransferModel model = Backbone.EFFICIENTNET_LITE0.load()) {
      var labels = new PlantedFaults.Score(0, 0, 0);
      var duplicates = new PlantedFaults.Score(0, 0, 0);
      for (int seed = first; seed < first + seeds; seed++) {
        Path made = Files.createTempDirectory("graft-audit");
        var faults = PlantedFaults.plant(clean, folder, made, flips, how, copies, seed);
        long began = System.nanoTime();
        Audit audit = Transfer.audit(model, ImageSet.of(made));
        double seconds = (System.nanoTime() - began) / 1e9;
        labels = labels.plus(faults.labels(audit));
        duplicates = duplicates.plus(faults.duplicates(audit));
        System.out.printf(
            Locale.ROOT,
            "seed %d: labels %s; duplicates %s; %d outliers; %.1f s%n",
            seed,
            faults.labels(audit),
            faults.duplicates(audit),
            audit.findings(Finding.Kind.OUTLIER).size(),
            seconds);
        tell(audit, faults, flips + copies == 0);
        try (var files = Files.walk(made)) {
          files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
      }
      System.out.printf(
          "%s, %s of %s flipped: labels %s; duplicates %s%n",
          folder, flips, how, labels, duplicates);
    }
  }

  private static String argument(String[] arguments, int at, String otherwise) {
    return at < arguments.length ? arguments[at] : otherwise;
  }

  /** What is made up or missing. */
  private static void tell(Audit audit, PlantedFaults faults, boolean all) {
    for (Finding finding : audit.findings()) {
      List<String> sorted = finding.files().stream().sorted().toList();
      boolean planted =
          faults.flipped().containsAll(finding.files()) || faults.copies().contains(sorted);
      if (all
          || (!planted
              && List.of(Finding.Kind.DUPLICATE, Finding.Kind.LABEL).contains(finding.kind()))) {
        System.out.println("  " + finding);
      }
    }
    faults.copies().stream()
        .filter(
            pair ->
                audit.findings(Finding.Kind.DUPLICATE).stream()
                    .noneMatch(f -> f.files().stream().sorted().toList().equals(pair)))
        .forEach(pair -> System.out.println("  missed " + pair));
  }
}
