package dev.graft.plot;

import dev.graft.train.History.Epoch;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The epochs of a history, one or more, and the stages that they make. */
record TrainedEpochs(List<Epoch> all) {
  TrainedEpochs {
    if (all.isEmpty()) {
      throw new IllegalArgumentException("history has no epochs; train for one or more");
    }
  }

  Epoch first() {
    return all.get(0);
  }

  Epoch last() {
    return all.get(all.size() - 1);
  }

  Epoch lastOf(int stage) {
    return all.stream().filter(e -> e.stage() == stage).reduce((a, b) -> b).orElseThrow();
  }

  /** The first epoch of each stage. */
  List<Epoch> stageStarts() {
    List<Epoch> starts = new ArrayList<>();
    for (Epoch epoch : all) {
      if (starts.isEmpty() || starts.get(starts.size() - 1).stage() != epoch.stage()) {
        starts.add(epoch);
      }
    }
    return starts;
  }

  /** Names of the figures that any epoch watched. */
  Set<String> watched() {
    Set<String> names = new LinkedHashSet<>();
    all.forEach(epoch -> names.addAll(epoch.watched()));
    return names;
  }

  /** Whether rates are so far apart that the low ones would lie flat on the axis. */
  boolean ratesLieFarApart() {
    DoubleSummaryStatistics rates =
        all.stream().mapToDouble(Epoch::learningRate).summaryStatistics();
    return rates.getMin() > 0 && rates.getMax() / rates.getMin() >= 20;
  }
}
