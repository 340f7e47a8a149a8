package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.train.Schedule.Moment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Factors against their formulas, and forty steps of each schedule against torch's. */
class ScheduleTest {

  @Test
  void formulas() {
    assertEquals(1, at(Schedule.constant(), 39));
    assertEquals(1, at(Schedule.step(3, 0.5), 11));
    assertEquals(0.5, at(Schedule.step(3, 0.5), 12));
    assertEquals(0.125, at(Schedule.step(3, 0.5), 39));
    assertEquals(1, at(Schedule.exponential(0.9), 3));
    assertEquals(0.9, at(Schedule.exponential(0.9), 4));
    assertEquals(Math.pow(0.9, 9), at(Schedule.exponential(0.9), 39), 1e-15);
    assertEquals(1, at(Schedule.cosine(), 0));
    assertEquals(0.5, at(Schedule.cosine(), 20), 1e-15);
    assertEquals((1 + Math.cos(Math.PI * 39 / 40)) / 2, at(Schedule.cosine(), 39), 1e-15);
    assertEquals(0.6, at(Schedule.cosine(0.2), 20), 1e-15);
    assertEquals(1 / 25.0, at(Schedule.oneCycle(), 0), 1e-15);
    assertEquals(1, at(Schedule.oneCycle(), 11), 1e-15);
    assertEquals(1 / 25e4, at(Schedule.oneCycle(), 39), 1e-15);
  }

  @Test
  void aPlateauIsReadFromTheLossesAlone() {
    Schedule schedule = Schedule.onPlateau(0.1, 1);
    assertEquals(1, after(schedule));
    assertEquals(1, after(schedule, 1.0, 0.9, 0.95));
    assertEquals(0.1, after(schedule, 1.0, 0.9, 0.95, 0.92));
    assertEquals(0.1, after(schedule, 1.0, 0.9, 0.95, 0.92, 0.93));
    assertEquals(0.1 * 0.1, after(schedule, 1.0, 0.9, 0.95, 0.92, 0.93, 0.94));
    assertEquals(0.1, after(schedule, 1.0, 0.99995, 0.99991), "below the threshold of 1e-4");
    assertEquals(0.1, after(schedule, 1.0, Double.NaN, Double.NaN));
  }

  @Test
  void warmUpRisesToTheSchedule() {
    Schedule schedule = Schedule.constant().warmUp(0.5);
    assertEquals(0.5, at(schedule, 0));
    assertEquals(1, at(schedule, 1));
    assertEquals(1, at(Schedule.constant().warmUp(0.01), 0), "one step at least");
    assertEquals(0.25 * 0.9, at(Schedule.exponential(0.9).warmUp(5), 4), 1e-15);
  }

  @Test
  void asTorchDoes() throws IOException {
    follow("step 3, gamma 0.5", Schedule.step(3, 0.5), 4);
    follow("exponential 0.9", Schedule.exponential(0.9), 4);
    follow("cosine", Schedule.cosine(), 4);
    follow("cosine, lowest 0.1", Schedule.cosine(0.1), 4);
    follow("cosine, 6 steps of warm-up", Schedule.cosine().warmUp(1.5), 4);
    follow("one cycle", Schedule.oneCycle(), 4);
    follow("one cycle, warm-up share 0.1", Schedule.oneCycle(0.1), 4);
    follow("plateau 0.5, patience 2", Schedule.onPlateau(0.5, 2), 1);
    follow("plateau 0.1, patience 0", Schedule.onPlateau(0.1, 0), 1);
  }

  @Test
  void aTrainingOfOneStepHasAFactor() {
    Moment only = new Moment(0, 1, 1, List.of());
    assertEquals(1, Schedule.cosine().factor(only));
    assertEquals(1 / 25e4, Schedule.oneCycle().factor(only), 1e-15);
    assertEquals(1 / 25.0, Schedule.oneCycle(0.5).factor(new Moment(0, 4, 1, List.of())), 1e-15);
    assertEquals(1, Schedule.oneCycle(0.5).factor(new Moment(0, 2, 1, List.of())), "no way up");
  }

  @Test
  void theLeastAndTheMostAreAllowed() {
    assertEquals(1, at(Schedule.step(1, 1), 39));
    assertEquals(1, at(Schedule.cosine(1), 39));
    assertEquals(0.1, after(Schedule.onPlateau(0.1, 0), 1.0, 1.0));
    assertEquals(
        0.1, after(Schedule.onPlateau(0.1, 0), 1.0, 1 - 1e-4), "a ten-thousandth is no fall");
  }

  @Test
  void wrongValuesAreNamed() {
    assertRefused("step epochs is 0, must be at least 1", () -> Schedule.step(0, 0.5));
    assertRefused("gamma is 1.5, must be above 0 and at most 1", () -> Schedule.step(1, 1.5));
    assertRefused("gamma is 0.0, must be above 0 and at most 1", () -> Schedule.exponential(0));
    assertRefused(
        "lowest factor is -0.1, must be at least 0 and at most 1", () -> Schedule.cosine(-0.1));
    assertRefused("warm-up share is 1.0, must be above 0 and below 1", () -> Schedule.oneCycle(1));
    assertRefused("warm-up share is 0.0, must be above 0 and below 1", () -> Schedule.oneCycle(0));
    assertRefused(
        "plateau factor is 0.0, must be above 0 and below 1", () -> Schedule.onPlateau(0, 2));
    assertRefused(
        "plateau factor is 1.0, must be above 0 and below 1", () -> Schedule.onPlateau(1, 2));
    assertRefused("patience is -1, must be at least 0", () -> Schedule.onPlateau(0.1, -1));
    assertRefused(
        "warm-up epochs is 0.0, must be above 0 and finite", () -> Schedule.cosine().warmUp(0));
    assertRefused(
        "step is 40, must be at least 0 and below 40", () -> new Moment(40, 4, 10, List.of()));
    assertRefused(
        "steps per epoch is 0, must be at least 1", () -> new Moment(0, 0, 10, List.of()));
    assertRefused("epochs is 0, must be at least 1", () -> new Moment(0, 4, 0, List.of()));
  }

  private static double at(Schedule schedule, int step) {
    return schedule.factor(new Moment(step, 4, 10, List.of()));
  }

  private static double after(Schedule schedule, Double... losses) {
    return schedule.factor(new Moment(losses.length, 1, 10, List.of(losses)));
  }

  private static void follow(String name, Schedule schedule, int stepsPerEpoch) throws IOException {
    JsonNode recorded =
        new ObjectMapper()
            .readTree(ScheduleTest.class.getResourceAsStream("/reference/schedules.json"));
    JsonNode rates = recorded.get("rates").get(name);
    List<Double> losses = new ArrayList<>();
    assertEquals(40, rates.size());
    for (int step = 0; step < 40; step++) {
      Moment moment = new Moment(step, stepsPerEpoch, 40 / stepsPerEpoch, losses);
      assertEquals(rates.get(step).doubleValue(), schedule.factor(moment), 1e-12, name + step);
      losses.add(recorded.get("losses").get(step).doubleValue());
    }
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
