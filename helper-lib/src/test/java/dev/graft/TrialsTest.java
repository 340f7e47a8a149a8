package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.train.FineTune;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class TrialsTest {
  private static final Head HEAD = Head.classifier(List.of("ant", "bee"));

  private static Trial trial(int number, int epochs, double score, double loss) {
    Head head = number == 1 ? HEAD : HEAD.dropout(0.1).dropout(number / 10.0);
    FineTune options = FineTune.epochs(epochs).learningRate(number);
    return new Trial(number, Backbone.MOBILENET_V1_025, number, head, options, score, loss);
  }

  private static List<Integer> order(Trial... trials) {
    return new Trials(Search.random(4), List.of(trials))
        .trials().stream().map(Trial::number).toList();
  }

  @Test
  void theMostAccurateIsBestThenTheLowestLoss() {
    assertEquals(
        List.of(3, 2, 1, 4),
        order(
            trial(4, 1, Double.NaN, Double.NaN),
            trial(1, 1, 0.7, 0.1),
            trial(2, 1, 0.8, 0.3),
            trial(3, 1, 0.8, 0.2)));
  }

  /** R² has no lower end. */
  @Test
  void aScoreBelowZeroIsBetterThanNone() {
    assertEquals(List.of(2, 1), order(trial(1, 1, Double.NaN, 9), trial(2, 1, -7, 9)));
  }

  @Test
  void thoseTrainedLongestComeFirst() {
    assertEquals(List.of(2, 1), order(trial(1, 1, 0.9, 0.1), trial(2, 3, 0.8, 0.2)));
  }

  @Test
  void theTableHoldsWhatWasVaried() {
    Search all =
        Search.halving(9)
            .epochs(9)
            .learningRate(1, 3)
            .batchSize(16)
            .dropout(0, 0.5)
            .weightDecay(1e-3, 1)
            .blocks(0, 3)
            .backbones(Backbone.MOBILENET_V1_025);
    Table table = new Trials(all, List.of(trial(1, 1, 0.7, 0.1), trial(2, 9, 0.8, 0.3))).table();
    assertEquals(
        List.of(
            "backbone",
            "blocks",
            "learning rate",
            "batch size",
            "dropout",
            "weight decay",
            "epochs",
            "validation loss",
            "validation accuracy"),
        table.columnNames());
    assertEquals(
        List.of("mobilenet_v1_0.25", 2, 2.0, 16, 0.2, 0.0, 9, 0.3, 0.8),
        table.columns().stream().map(column -> column.get(0)).toList());
    assertEquals(0.0, table.get(1, 4), "a head without dropout");
  }

  @Test
  void nothingFinishedHasNoBest() {
    assertEquals(
        "this search has no finished trial",
        assertThrows(
                IllegalStateException.class, () -> new Trials(Search.random(1), List.of()).best())
            .getMessage());
  }
}
