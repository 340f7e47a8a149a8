package dev.graft.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.evaluate.Regression;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidualsFigureTest {
  private static final Regression RESULT =
      Regression.of(
          List.of("age"),
          List.of("a", "b"),
          new float[][] {{10}, {30}},
          new float[][] {{12}, {30}});

  @Test
  void saysHowFarOffAndShowsWhere() {
    Figure figure = Plots.residuals(RESULT, "age");
    assertEquals("age: R² 0.980, off by 1.00 on average", figure.toString());
    var image = figure.image();
    assertEquals(image.getWidth(), image.getHeight());
    Panel panel =
        new Panel("", "", "", Scale.between(9.2, 30.8), Scale.between(9.2, 30.8), 480, 480);
    int x = (int) (2 * panel.px(10));
    int y = (int) (2 * panel.py(12));
    assertEquals(Style.BLUE.getRGB(), image.getRGB(x, y));
  }
}
