package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class LearningRatesTest {
  /** A tenth of a decade a batch. */
  private static LearningRates curve(double... smoothed) {
    List<LearningRates.Step> steps = new ArrayList<>();
    for (int i = 0; i < smoothed.length; i++) {
      double rate = Math.pow(10, (i - 30) / 10.0);
      steps.add(new LearningRates.Step(i + 1, rate, smoothed[i], smoothed[i]));
    }
    return new LearningRates(steps, "the rate is 10");
  }

  /** Flat at 2 up to batch 10, down to 1 from batch 11 to 20, then up again. */
  private static double[] hill() {
    double[] losses = new double[31];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = i <= 9 ? 2 : i <= 19 ? 2 - 0.1 * (i - 9) : 1 + 0.5 * (i - 19);
    }
    return losses;
  }

  /** From 2 to 1 around batch 61, and from batch 86 on ever higher. */
  private static double[] slide(double before) {
    double[] losses = new double[100];
    for (int i = 0; i < losses.length; i++) {
      double down = 2 - 1 / (1 + Math.exp((60 - i) / 3.0)) - before * i;
      losses[i] = i < 85 ? down : down + Math.exp(i - 85);
    }
    return losses;
  }

  @Test
  void theSuggestionIsWhereTheLossHasFallenHalfTheWay() {
    LearningRates rates = curve(slide(0));
    assertEquals(61, rates.halfway().orElseThrow().batch());
    assertEquals(Math.pow(10, 3), rates.suggestion(), 1e-9);
  }

  /** As a head does that begins at zero: how far it falls counts, not for how long. */
  @Test
  void aLossThatFallsFromTheFirstStepOnMovesValleyButNotTheSuggestion() {
    LearningRates still = curve(slide(0));
    LearningRates falling = curve(slide(1e-6));
    assertEquals(still.suggestion(), falling.suggestion());
    assertEquals(47, falling.valley().orElseThrow().batch());
  }

  /** A loss of a batch that leaps, or is no number, does not decide. */
  @Test
  void neitherLeapsNorNoNumberMoveTheSuggestion() {
    double[] losses = slide(0);
    losses[20] = 0.1;
    losses[58] = 900;
    losses[99] = Double.NaN;
    assertEquals(61, curve(losses).halfway().orElseThrow().batch(), 2);
  }

  /** Losses of batches that vary, and learn nothing. */
  @Test
  void noiseSuggestsNothing() {
    var random = new SplittableRandom(3);
    int suggested = 0;
    for (int run = 0; run < 100; run++) {
      double[] losses = new double[100];
      for (int i = 0; i < losses.length; i++) {
        losses[i] = 0.2 + 0.05 * random.nextDouble();
      }
      suggested += curve(losses).halfway().isPresent() ? 1 : 0;
    }
    assertTrue(suggested <= 5, suggested + " of 100");
  }

  @Test
  void theValleyIsTheMiddleOfTheLongestFall() {
    LearningRates rates = curve(hill());
    assertEquals(13, rates.valley().orElseThrow().batch(), "10 to 20 fall, 31 steps less 3 and 5");
    assertEquals(15, rates.steepest().orElseThrow().batch(), "from batch 10 to 20 all falls");
    assertEquals(Math.pow(10, -1.1), rates.atLowest(), 1e-12);
  }

  /** Recorded by record_learning_rates.py. */
  @Test
  void theValleyIsFastais() throws IOException {
    JsonNode recorded =
        new ObjectMapper()
            .readTree(getClass().getResourceAsStream("/reference/learning_rates.json"));
    recorded.properties().forEach(one -> assertSuggested(one.getKey(), one.getValue()));
    assertEquals(6, recorded.size());
  }

  private static void assertSuggested(String name, JsonNode recorded) {
    double[] smoothed =
        StreamSupport.stream(recorded.get("smoothed").spliterator(), false)
            .mapToDouble(JsonNode::asDouble)
            .toArray();
    int batch = curve(smoothed).valley().orElseThrow().batch();
    assertEquals(recorded.get("batch").asInt(), batch, name);
  }

  /** The mean of one batch, then of two, falls for no reason. */
  @Test
  void theBeginningIsLeftOut() {
    double[] many = new double[100];
    for (int i = 0; i < many.length; i++) {
      many[i] = i < 10 ? 20 - i : i < 50 ? 2 : i < 60 ? 2 - 0.1 * (i - 49) : 1;
    }
    assertEquals(55, curve(many).steepest().orElseThrow().batch());
  }

  @Test
  void itIsShownAsTextAndTable() {
    LearningRates rates = curve(hill());
    assertEquals(
        "suggested rate 1.00e-02; lowest smoothed loss at 7.94e-02; 31 batches: the rate is 10",
        rates.toString());
    assertEquals(List.of("batch", "rate", "loss", "smoothed"), rates.table().columnNames());
    assertEquals(31, rates.table().rowCount());
    LearningRates two =
        new LearningRates(
            List.of(
                new LearningRates.Step(1, 0.1, 2.5, 2.25), new LearningRates.Step(2, 0.2, 1.5, 2)),
            "");
    assertEquals(List.of(1, 2), two.table().intColumn("batch").asList());
    assertEquals(List.of(0.1, 0.2), two.table().doubleColumn("rate").asList());
    assertEquals(List.of(2.5, 1.5), two.table().doubleColumn("loss").asList());
    assertEquals(List.of(2.25, 2.0), two.table().doubleColumn("smoothed").asList());
    assertEquals(1.0, rates.table().doubleColumn("smoothed").min(), 1e-12);
  }

  @Test
  void aLossThatOnlyRisesSuggestsNothing() {
    double[] rising = new double[21];
    for (int i = 0; i < rising.length; i++) {
      rising[i] = 1 + i;
    }
    LearningRates rates = curve(rising);
    assertEquals(
        "the loss falls at no rate from 0.00100 to 0.100; look at the table: the images may be"
            + " learned already, or the batches too few",
        assertThrows(IllegalStateException.class, rates::suggestion).getMessage());
    assertEquals(
        "no rate to suggest, the loss does not fall; lowest smoothed loss at 1.00e-03; 21 batches:"
            + " the rate is 10",
        rates.toString());
    assertEquals(
        "steps is empty, must be at least 1",
        assertThrows(
                IllegalArgumentException.class, () -> new LearningRates(List.of(), "never begun"))
            .getMessage());
  }
}
