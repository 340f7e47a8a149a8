package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutOfFoldTest {
  private static final float[][] VALUES = {
    {2.0f, 0.1f, 0.3f}, {1.8f, -0.2f, 0.5f}, {2.2f, 0.4f, -0.1f}, {1.5f, 0.2f, 0.8f},
    {-0.3f, 1.9f, 0.2f}, {0.2f, 2.1f, -0.4f}, {0.1f, 1.6f, 0.6f}, {-0.2f, 2.4f, 0.1f},
    {0.3f, -0.1f, 2.2f}, {-0.1f, 0.2f, 1.8f}, {0.5f, 0.3f, 2.0f}, {1.9f, 0.0f, 0.2f}
  };

  /** The last one lies among the first, and says otherwise. */
  private static final int[] LABELS = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2};

  /** One fold an image, by {@code record_out_of_fold.py}. */
  private static final double[][] RECORDED = {
    {0.59167567, 0.10543286, 0.30289147},
    {0.37635380, 0.07521400, 0.54843220},
    {0.45345697, 0.36830861, 0.17823442},
    {0.43705303, 0.10040749, 0.46253948},
    {0.09186982, 0.66353715, 0.24459304},
    {0.30815861, 0.56157724, 0.13026415},
    {0.13538103, 0.60848956, 0.25612941},
    {0.09658502, 0.70752696, 0.19588802},
    {0.29350110, 0.10185327, 0.60464562},
    {0.11898379, 0.46094667, 0.42006954},
    {0.30825561, 0.18683486, 0.50490953},
    {0.77957410, 0.08314247, 0.13728343}
  };

  private static Features features() {
    List<String> ids = IntStream.range(0, LABELS.length).mapToObj(i -> "" + i).toList();
    return new Features(List.of("a", "b", "c"), ids, LABELS, VALUES);
  }

  private static boolean[] all() {
    boolean[] trusted = new boolean[LABELS.length];
    Arrays.fill(trusted, true);
    return trusted;
  }

  @Test
  void itIsWhatScikitLearnSays() {
    int[] groups = IntStream.range(0, LABELS.length).toArray();
    double[][] asked = OutOfFold.probabilities(features(), groups, all(), LABELS.length, 1);
    for (int i = 0; i < asked.length; i++) {
      assertArrayEquals(RECORDED[i], asked[i], 1e-3, "image " + i);
    }
  }

  @Test
  void copiesAreAskedTogether() {
    int[] alone = IntStream.range(0, LABELS.length).toArray();
    int[] groups = alone.clone();
    groups[11] = 0;
    double[][] apart = OutOfFold.probabilities(features(), alone, all(), LABELS.length, 1);
    double[][] together = OutOfFold.probabilities(features(), groups, all(), LABELS.length, 1);
    boolean[] without = all();
    without[0] = false;
    double[][] left = OutOfFold.probabilities(features(), alone, without, LABELS.length, 1);
    assertArrayEquals(left[11], together[11], 1e-3);
    assertEquals(0.7796, apart[11][0], 1e-3);
  }

  @Test
  void aClassThatNobodyIsTrustedOfHasNoShare() {
    boolean[] trusted = all();
    Arrays.fill(trusted, 8, 12, false);
    double[][] asked =
        OutOfFold.probabilities(
            features(), IntStream.range(0, LABELS.length).toArray(), trusted, 4, 1);
    for (double[] shares : asked) {
      assertEquals(0, shares[2]);
      assertEquals(1, Arrays.stream(shares).sum(), 1e-12);
    }
  }
}
