package dev.graft.cli;

import dev.graft.Backbone;
import dev.graft.WeightSet;
import dev.graft.data.InputContract;
import dev.graft.weights.Checksum;
import dev.graft.weights.GraftHome;
import dev.graft.weights.WeightFile;
import dev.graft.weights.WeightStore;
import java.util.List;
import java.util.Locale;

/** The catalogue as a table, and where on this machine each weight file lies. */
final class BackboneList {
  private static final String ROW = "%-20s %-15s %6s  %-13s %-12s  %-23s %s%n";

  private BackboneList() {}

  static String of(List<Backbone> backbones, GraftHome home) {
    var text = new StringBuilder();
    text.append(
        ROW.formatted(
            "backbone", "weights", "top-1", "licence", "input", "hash", "on this machine"));
    WeightStore store = WeightStore.in(home);
    for (Backbone backbone : backbones) {
      for (WeightSet set : backbone.weightSets()) {
        text.append(line(backbone, set, store));
      }
    }
    return text.toString();
  }

  private static String line(Backbone backbone, WeightSet set, WeightStore store) {
    return String.format(
        Locale.ROOT,
        ROW,
        backbone.name(),
        set.name(),
        set.top1().isPresent()
            ? String.format(Locale.ROOT, "%.1f %%", set.top1().getAsDouble())
            : "–",
        set.licence(),
        input(set.contract()),
        set.file().map(WeightFile::checksum).map(Checksum::state).orElse("–"),
        set.file().flatMap(store::locate).orElse("–"));
  }

  private static String input(InputContract contract) {
    return contract.height() + " " + contract.interpolation().name().toLowerCase(Locale.ROOT);
  }
}
