package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnsembleTest {
  private static final List<String> CLASSES = List.of("ant", "bee", "fly");

  /** Gives the probabilities of one image, whose class is bee. */
  private static Evaluation sure(double ant, double bee, double fly) {
    float[] logits = {(float) Math.log(ant), (float) Math.log(bee), (float) Math.log(fly)};
    return Evaluation.of(CLASSES, List.of("1.jpg"), new int[] {1}, new float[][] {logits});
  }

  private static List<Double> probabilities(Evaluation evaluation) {
    return evaluation.predictions().get(0).probabilities();
  }

  private static void assertProbabilities(Evaluation evaluation, double... expected) {
    for (int c = 0; c < expected.length; c++) {
      assertEquals(expected[c], probabilities(evaluation).get(c), 1e-6);
    }
  }

  @Test
  void theAverageListensToWhoIsSure() {
    var all = List.of(sure(0.5, 0.4, 0.1), sure(0.5, 0.4, 0.1), sure(0.01, 0.98, 0.01));
    Evaluation average = Ensemble.average(all);
    assertProbabilities(average, 1.01 / 3, 1.78 / 3, 0.21 / 3);
    assertEquals("bee", average.predictions().get(0).predicted());
    assertEquals(-Math.log(1.78 / 3), average.loss(), 1e-6);
  }

  @Test
  void aVoteCountsHeads() {
    var all = List.of(sure(0.5, 0.4, 0.1), sure(0.5, 0.4, 0.1), sure(0.01, 0.98, 0.01));
    Evaluation vote = Ensemble.vote(all);
    assertEquals("ant", vote.predictions().get(0).predicted());
    assertProbabilities(vote, (2 + 1.01 / 3) / 4, (1 + 1.78 / 3) / 4, 0.21 / 3 / 4);
  }

  @Test
  void aTieGoesToTheHigherMean() {
    assertEquals(
        "bee",
        Ensemble.vote(List.of(sure(0.6, 0.3, 0.1), sure(0.1, 0.8, 0.1)))
            .predictions()
            .get(0)
            .predicted());
  }

  @Test
  void oneMemberSaysWhatItSays() {
    Evaluation one = sure(0.2, 0.7, 0.1);
    assertProbabilities(Ensemble.average(List.of(one)), 0.2, 0.7, 0.1);
    assertEquals(1, Ensemble.vote(List.of(one)).accuracy());
  }

  @Test
  void whatUnderflowsStaysFinite() {
    Evaluation certain =
        Evaluation.of(CLASSES, List.of("1.jpg"), new int[] {1}, new float[][] {{2000, 0, 0}});
    assertTrue(Double.isFinite(Ensemble.average(List.of(certain)).loss()));
  }

  @Test
  void outputsWithoutLabelsAreAveragedAlike() {
    float[][] one = {{0, (float) Math.log(3)}};
    float[][] other = {{0, 0}};
    float[][] mean = Ensemble.averageLogits(List.of(one, other));
    assertEquals(Math.log(0.375), mean[0][0], 1e-6);
    assertEquals(Math.log(0.625), mean[0][1], 1e-6);
  }

  @Test
  void membersMustHaveSeenTheSame() {
    Evaluation one = sure(0.2, 0.7, 0.1);
    Evaluation elsewhere =
        Evaluation.of(CLASSES, List.of("2.jpg"), new int[] {1}, new float[][] {{0, 1, 0}});
    Evaluation others =
        Evaluation.of(
            List.of("a", "b", "c"), List.of("1.jpg"), new int[] {1}, new float[][] {{0, 1, 0}});
    assertRefused(
        "member 2 was evaluated on other images than member 1; evaluate all on the same set",
        List.of(one, elsewhere));
    assertRefused(
        "member 2 is of the classes [a, b, c], member 1 of [ant, bee, fly]", List.of(one, others));
    Evaluation relabelled =
        Evaluation.of(CLASSES, List.of("1.jpg"), new int[] {2}, new float[][] {{0, 1, 0}});
    assertRefused(
        "member 2 has other labels than member 1; evaluate all on the same set",
        List.of(one, relabelled));
    assertRefused("no members in the ensemble; one or more are needed", List.of());
  }

  private static void assertRefused(String message, List<Evaluation> members) {
    var average = assertThrows(IllegalArgumentException.class, () -> Ensemble.average(members));
    assertEquals(message, average.getMessage());
    var vote = assertThrows(IllegalArgumentException.class, () -> Ensemble.vote(members));
    assertEquals(message, vote.getMessage());
  }
}
