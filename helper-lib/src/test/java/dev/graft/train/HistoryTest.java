package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.weights.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final History HEAD = history("MXNet", 0.5, 0.8, 0.8);
  private static final History TAIL = history("PyTorch", 0.7, 0.6);

  private static History history(String engine, double... accuracies) {
    List<History.Epoch> epochs = new ArrayList<>();
    for (double accuracy : accuracies) {
      int number = epochs.size() + 1;
      epochs.add(Epochs.epoch(number, 1, 0.4 / number, 0.9, 0.5, accuracy));
    }
    return new History(epochs, engine, "cpu", 7, "");
  }

  @Test
  void stagesAreCountedOn() {
    History all = HEAD.then(TAIL).then(history("MXNet", 0.1));
    assertEquals(
        List.of("1 1", "2 1", "3 1", "4 2", "5 2", "6 3"),
        all.epochs().stream().map(e -> e.number() + " " + e.stage()).toList());
    assertEquals(3, HEAD.epochs().size());
    assertEquals(7, all.seed());
    assertEquals("PyTorch", HEAD.then(TAIL).engine());
  }

  @Test
  void anEmptyStageAddsNothing() {
    History none = history("MXNet");
    assertEquals(HEAD.epochs(), HEAD.then(none).epochs());
    assertEquals(HEAD.epochs(), none.then(HEAD).epochs());
    assertEquals(
        "this history has no finished epoch",
        assertThrows(IllegalStateException.class, none::last).getMessage());
    assertEquals(
        "this history has no finished epoch",
        assertThrows(IllegalStateException.class, none::best).getMessage());
  }

  @Test
  void whyItEndedStandsBelowTheTable() {
    History ended = new History(HEAD.epochs(), "MXNet", "cpu", 7, "stopped after epoch 3");
    assertTrue(ended.toString().endsWith(System.lineSeparator() + "stopped after epoch 3"));
    assertEquals(ended.table().printAll(), HEAD.toString());
    assertEquals("3 epochs", HEAD.length());
    assertEquals("1 epoch", history("MXNet", 0.5).length());
    assertEquals("0 epochs", History.none("MXNet", "cpu", 7).length());
    assertEquals(7, History.none("MXNet", "cpu", 7).seed());
  }

  @Test
  void aFigureThatNobodyWatchedIsNamed() {
    assertEquals(
        "no figure \"kappa\"; there are learning rate, loss, accuracy, validation loss, validation"
            + " accuracy, seconds, images/s",
        assertThrows(IllegalArgumentException.class, () -> HEAD.last().figure("kappa"))
            .getMessage());
  }

  /** A stage may watch what another did not. */
  @Test
  void theTableHasAColumnForEachFigure() {
    var watching = new ArrayList<>(HEAD.epochs());
    watching.set(2, Epochs.with(watching.get(2), "kappa", 0.4));
    var table = new History(watching, "MXNet", "cpu", 7, "").table();
    assertEquals("kappa", table.column(9).name());
    assertTrue(table.doubleColumn(9).isMissing(0));
    assertEquals(0.4, table.doubleColumn(9).get(2));
  }

  /** Number, stage and seven figures in their order; and sum, weight, right and images. */
  @Test
  void whatTheFirstCheckpointsHeldIsRead() throws IOException {
    var mapper = new ObjectMapper();
    var row = mapper.readTree("{\"epochs\": [[2, 1, \"0.01\", 3, 0.5, \"NaN\", 0.25, 9, 8]]}");
    History.Epoch epoch = HistoryJson.epochs(new Fields(row)).get(0);
    assertEquals(
        List.of(0.01, 3.0, 0.5, Double.NaN, 0.25, 9.0, 8.0), List.copyOf(epoch.figures().values()));
    assertEquals(0.25, epoch.validationAccuracy());
    Tally tally = new Tally(new ClassScore(List.of(), 2));
    tally.restore(HistoryJson.tally(mapper.readTree("[\"6.0\", \"4.0\", 3, 4]")));
    assertEquals(1.5, tally.loss());
    assertEquals(0.75, tally.figures().get("accuracy"));
  }

  @Test
  void theBestIsTheFirstOfEquals() {
    assertEquals(2, HEAD.best().number());
    assertEquals(3, HEAD.last().number());
    assertEquals(2, HEAD.then(TAIL).best().number());
  }

  @Test
  void itPrintsAsATable() {
    var table = HEAD.then(TAIL).table();
    assertEquals(
        List.of(
            "epoch",
            "stage",
            "learning rate",
            "loss",
            "accuracy",
            "validation loss",
            "validation accuracy",
            "seconds",
            "images/s"),
        table.columnNames());
    assertEquals(List.of(1, 2, 3, 4, 5), table.intColumn("epoch").asList());
    assertEquals(0.2, table.doubleColumn("loss").get(4));
    assertEquals(0.7, table.doubleColumn("validation accuracy").get(3));
    assertTrue(HEAD.toString().contains("validation accuracy"), HEAD.toString());
  }
}
