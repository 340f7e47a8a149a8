package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConformalTest {
  private static final List<String> CLASSES = List.of("ant", "bee", "fly");

  /** Labels drawn by probabilities of which the model knows a noisy version. */
  private static Evaluation draw(int count, long seed) {
    Random random = new Random(seed);
    float[][] logits = new float[count][3];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      double[] truth = random.doubles(3, -2, 2).toArray();
      double most = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < 3; c++) {
        double gumbel = truth[c] - Math.log(-Math.log(random.nextDouble()));
        labels[i] = gumbel > most ? c : labels[i];
        most = Math.max(most, gumbel);
        logits[i][c] = (float) (truth[c] * 2 + random.nextGaussian());
      }
    }
    List<String> ids = IntStream.range(0, count).mapToObj(i -> i + ".png").toList();
    return Evaluation.of(CLASSES, ids, labels, logits);
  }

  /** Over 20 draws of 500 and 500, within what a binomial of 10,000 and its promises allow. */
  @ParameterizedTest
  @ValueSource(doubles = {0.9, 0.95, 0.99})
  void thePromiseHolds(double promised) {
    int right = 0;
    int count = 0;
    for (int split = 0; split < 20; split++) {
      Conformal sets = Conformal.of(draw(500, split), promised);
      Evaluation others = draw(500, 1000 + split);
      right += (int) Math.round(sets.coverage(others).value() * others.size());
      count += others.size();
    }
    double deviation = Math.sqrt(2 * promised * (1 - promised) / count);
    double covered = (double) right / count;
    assertTrue(Math.abs(covered - promised) < 4 * deviation, () -> promised + ": " + covered);
  }

  /** By hand: of four right probabilities the second least is the three quarters' threshold. */
  @Test
  void theThresholdIsTheRankedProbability() {
    float[][] logits = {logits(0.9), logits(0.4), logits(0.6), logits(0.8)};
    Evaluation held =
        Evaluation.of(List.of("a", "b"), List.of("1", "2", "3", "4"), new int[4], logits);
    assertEquals(0.6, Conformal.of(held, 0.6).threshold(), 1e-6);
    assertEquals(0.4, Conformal.of(held, 0.8).threshold(), 1e-6);
    assertEquals(0, Conformal.of(held, 0.81).threshold(), "too few for such a promise");
    Conformal sets = Conformal.of(held, 0.8);
    assertEquals(List.of("b", "a"), sets.answer(held.predictions().get(1)));
    assertEquals(List.of("a"), sets.answer(held.predictions().get(0)));
    assertEquals(1, sets.coverage(held).value());
    assertEquals(1.5, sets.meanSize(held), "two of the four may be either");
  }

  private static float[] logits(double first) {
    return new float[] {(float) Math.log(first), (float) Math.log(1 - first)};
  }

  @Test
  void whatCannotBePromisedIsRefused() {
    Evaluation held = draw(20, 1);
    refused("promised is 1.0, must be above 0 and below 1", () -> Conformal.of(held, 1));
    Evaluation two =
        Evaluation.of(List.of("a", "b"), List.of("1"), new int[1], new float[][] {{1, 2}});
    refused(
        "prediction of a, b, the promise is of ant, bee, fly",
        () -> Conformal.of(held, 0.9).answer(two.predictions().get(0)));
  }

  private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
