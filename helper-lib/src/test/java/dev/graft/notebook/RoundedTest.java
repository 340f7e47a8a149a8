package dev.graft.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RoundedTest {

  @Test
  void aNumberIsRoundedAsInATable() {
    assertEquals("0.9673", Rounded.text(0.9673202614379085));
    assertEquals("0.3333", Rounded.text(1 / 3f));
    assertEquals("12.35", Rounded.text(12.3456));
    assertEquals("12,346", Rounded.text(12345.678));
    assertEquals("1.23e-5", Rounded.text(1.23456e-5));
    assertEquals("NaN", Rounded.text(Double.NaN));
    assertEquals("-0.2500", Rounded.text(-0.25));
  }

  @Test
  void numbersThatStandTogetherHaveTheSameDecimals() {
    assertEquals("[0.10, 250.00]", Rounded.text(List.of(0.1, 250.0)));
    assertEquals("[0.1000, 0.3333]", Rounded.text(new double[] {0.1, 1 / 3.0}));
    assertEquals(
        "[[0.5000, 1.0000], [0.2500, 0.0000]]",
        Rounded.text(new float[][] {{0.5f, 1}, {0.25f, 0}}));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("head", 0.9607843137254902);
    map.put("seeds", List.of(1, 2));
    assertEquals("{head=0.9608, seeds=[1, 2]}", Rounded.text(map));
    assertEquals("Optional[0.6667]", Rounded.text(Optional.of(2 / 3.0)));
    assertEquals("OptionalDouble[0.6667]", Rounded.text(OptionalDouble.of(2 / 3.0)));
  }

  @Test
  void longListsOfNumbersAreCut() {
    double[] features = DoubleStream.generate(() -> 0.5).limit(1280).toArray();
    String text = Rounded.text(features);
    assertEquals("[0.5000, 0.5000", text.substring(0, 15));
    assertEquals("0.5000, … 1180 more]", text.substring(text.length() - 20));
  }

  @Test
  void whatIsNoNumberIsWrittenAsEver() {
    List<Object> some = new ArrayList<>(Arrays.asList("0.9673202614379085", 17, null, true));
    assertEquals(some.toString(), Rounded.text(some));
    assertEquals("Optional.empty", Rounded.text(Optional.empty()));
    assertEquals("OptionalDouble.empty", Rounded.text(OptionalDouble.empty()));
    assertEquals("{a=[x]}", Rounded.text(Map.of("a", List.of("x"))));
    assertEquals("[]", Rounded.text(new double[0]));
    assertEquals("[]", Rounded.text(List.of()));
  }
}
