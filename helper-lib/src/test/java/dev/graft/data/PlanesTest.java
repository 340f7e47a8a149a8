package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.graft.data.InputContract.Order;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanesTest {
  /** Two pixels, (10, 30, 50) and (20, 40, 60). */
  private static Planes two() {
    return new Planes(2, 1, new float[] {10, 20, 30, 40, 50, 60});
  }

  private static final InputContract CONTRACT =
      InputContract.rgb(2, 0, 1, 1).normalization(List.of(10f, 20f, 30f), List.of(1f, 2f, 5f));

  @Test
  void eachChannelHasAMeanAndADeviationOfItsOwn() {
    assertArrayEquals(new float[] {0, 10, 5, 10, 4, 6}, normal(CONTRACT));
  }

  /** Blue comes first, and with it the first mean. */
  @Test
  void theContractsOrderIsThatOfThePlanes() {
    assertArrayEquals(new float[] {40, 50, 5, 10, -4, -2}, normal(CONTRACT.order(Order.BGR)));
  }

  private static float[] normal(InputContract contract) {
    float[] normal = new float[6];
    two().normalize(contract, FloatBuffer.wrap(normal));
    return normal;
  }
}
