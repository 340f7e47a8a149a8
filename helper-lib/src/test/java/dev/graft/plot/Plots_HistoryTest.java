package dev.graft.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.train.History;
import dev.graft.train.History.Epoch;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Plots_HistoryTest {
  private static Epoch epoch(int number, double loss, double iou) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("learning rate", 1e-3);
    figures.put("loss", loss);
    figures.put("mean IoU", iou);
    figures.put("validation loss", loss + 0.125);
    figures.put("validation mean IoU", iou - 0.125);
    figures.put("seconds", 1.0);
    figures.put("images/s", 10.0);
    return new Epoch(number, 1, figures);
  }

  /** Masks, numbers and tags have no accuracy: their own figures stand beside the loss. */
  @Test
  void answersWithoutAccuracyHaveTheirOwnFigures() throws IOException {
    var history =
        new History(List.of(epoch(1, 0.5, 0.25), epoch(2, 0.25, 0.5)), "PyTorch", "cpu", 1, "");
    Figure figure = Plots.history(history);
    assertEquals(
        "loss over 2 epochs; last: loss 0.2500, mean IoU 0.3750",
        figure.toString().replaceFirst(" over 2 epochs[^;]*;", " over 2 epochs;"));
    String plotly = figure.plotly().orElseThrow();
    assertFalse(plotly.contains("ccuracy"), plotly);
    var json = new ObjectMapper().readTree(plotly);
    assertEquals("[0.625,0.375]", json.at("/data/1/y").toString());
    assertEquals("[0.125,0.375]", json.at("/data/3/y").toString());
    assertEquals("mean IoU", json.at("/layout/yaxis2/title/text").asText());
  }

  @Test
  void trainingsWithoutAccuracyAreComparedByTheirOwnFigure() throws IOException {
    var one =
        new History(List.of(epoch(1, 0.5, 0.25), epoch(2, 0.25, 0.5)), "PyTorch", "cpu", 1, "");
    Figure figure = Plots.compare(Map.of("one", one));
    assertEquals("validation mean IoU after the last epoch: one 0.3750", figure.toString());
    var json = new ObjectMapper().readTree(figure.plotly().orElseThrow());
    assertEquals("[0.125,0.375]", json.at("/data/0/y").toString());
    assertEquals("Validation mean IoU per epoch", json.at("/layout/title/text").asText());
  }
}
