package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.SearchSpace.Range;
import dev.graft.train.FineTune;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTest {
  private static List<List<Integer>> rungs(Search search) {
    return search.rungs().stream().map(r -> List.of(r.trials(), r.epochs())).toList();
  }

  private static void refused(String message, Runnable made) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, made::run).getMessage());
  }

  /** Jamieson and Talwalkar: a third of the trials, three times the epochs. */
  @Test
  void halvingGoesOnWithThirds() {
    assertEquals(List.of(List.of(40, 5)), rungs(Search.random(40)));
    assertEquals(
        List.of(List.of(40, 1), List.of(13, 3), List.of(4, 9)),
        rungs(Search.halving(40).epochs(9)));
    assertEquals(
        List.of(List.of(40, 1), List.of(13, 3), List.of(4, 10), List.of(1, 30)),
        rungs(Search.halving(40).epochs(30)));
    assertEquals(List.of(List.of(40, 1), List.of(13, 5)), rungs(Search.halving(40).epochs(5)));
    assertEquals(List.of(List.of(5, 9), List.of(1, 27)), rungs(Search.halving(5).epochs(27)));
    assertEquals(List.of(List.of(2, 27)), rungs(Search.halving(2).epochs(27)));
  }

  @Test
  void rangesHavePlaces() {
    Range rates = new Range(1e-4, 1e-2);
    assertEquals(1e-3, rates.logarithmicAt(0.5));
    assertEquals(1e-4, rates.logarithmicAt(0));
    assertEquals(1e-2, rates.logarithmicAt(1));
    assertEquals(2.51e-4, rates.logarithmicAt(0.2), "three figures");
    assertEquals(0.123, new Range(0, 0.5).at(0.246));
    Range blocks = new Range(0, 2);
    assertEquals(
        List.of(0, 0, 1, 2, 2),
        List.of(0.0, 0.33, 0.34, 0.67, 0.999999).stream().map(blocks::wholeAt).toList());
  }

  @Test
  void whatCannotBeSearchedIsRefused() {
    refused("trials is 0, must be at least 1", () -> Search.random(0));
    refused("folds is 1, must be at least 2", () -> Search.random(1).folds(1));
    refused("repeats is 0, must be at least 1", () -> Search.random(1).repeats(0));
    refused(
        "learning rate is from 0.01 to 1.0E-4, must be above 0, the lower one first",
        () -> Search.random(1).learningRate(1e-2, 1e-4));
    refused(
        "learning rate is from 0.0 to 1.0, must be above 0, the lower one first",
        () -> Search.random(1).learningRate(0, 1));
    refused(
        "weight decay is from 0.0 to 1.0, must be above 0, the lower one first",
        () -> Search.random(1).weightDecay(0, 1));
    refused(
        "dropout is from 0.0 to NaN, must be at least 0 and below 1, the lower one first",
        () -> Search.random(1).dropout(0, Double.NaN));
    refused(
        "dropout is from 0.0 to 1.0, must be at least 0 and below 1, the lower one first",
        () -> Search.random(1).dropout(0, 1));
    refused(
        "blocks is from -1.0 to 2.0, must be 0 or more, the lower one first",
        () -> Search.random(1).blocks(-1, 2));
    refused(
        "the options have checkpoints, which are of one training; a search has"
            + " Search.journal(path)",
        () -> Search.random(1).options(FineTune.epochs(1).checkpoints(Path.of("runs"))));
  }
}
