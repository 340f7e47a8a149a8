package dev.graft.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.train.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Plots_SchedulesTest {

  @Test
  void eachFactorHoldsForItsStep() throws Exception {
    Map<String, Schedule> schedules = new LinkedHashMap<>();
    schedules.put("halved", Schedule.step(1, 0.5));
    schedules.put("cosine", Schedule.cosine());
    Figure figure = Plots.schedules(schedules, 2, 2);
    PlotsTest.assertColors(figure, Style.BLUE, Style.VERMILLION);
    assertEquals(
        "share of the learning rate over 2 epochs of 2 steps: halved, cosine", figure.toString());
    JsonNode json = PlotsTest.json(figure);
    assertEquals("[0.0,0.5,0.5,1.0,1.0,1.5,1.5,2.0]", json.at("/data/0/x").toString());
    assertEquals("[1.0,1.0,1.0,1.0,0.5,0.5,0.5,0.5]", json.at("/data/0/y").toString());
    assertEquals(0.5, json.at("/data/1/y/4").asDouble(), 1e-12);
    assertEquals("[0,1.05]", json.at("/layout/yaxis/range").toString());
  }

  @Test
  void noSchedulesAreRefused() {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> Plots.schedules(Map.of(), 2, 2));
    assertEquals("no schedules to draw; give one or more", refusal.getMessage());
  }
}
