package dev.graft.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LegendTest {
  private static final String LONG = "a name of some thirty characters";
  private static final String WIDEST = "as wide as no figure is ".repeat(9);

  @Test
  void namesThatHaveNoRoomGoIntoAnotherRow() {
    assertEquals(38, height("a", "b", "c"));
    assertEquals(38, height(LONG + "1", LONG + "2"));
    assertEquals(64, height(LONG + "1", LONG + "2", LONG + "3"));
  }

  @Test
  void aNameWiderThanTheFigureHasARowOfItsOwn() {
    assertEquals(38, height(WIDEST));
    assertEquals(90, height("a", WIDEST, "b"));
  }

  private static int height(String... names) {
    Map<String, Color> colors = new LinkedHashMap<>();
    Arrays.stream(names).forEach(name -> colors.put(name, Color.BLACK));
    return new Legend(colors, Legend.Key.LINE).height(820);
  }
}
