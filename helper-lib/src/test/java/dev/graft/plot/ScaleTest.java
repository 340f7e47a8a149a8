package dev.graft.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void aFewValuesAreTheirOwnTicks() {
    Scale scale = Scale.of(new double[] {122, 5, 10, 20, 50, 5}, 20, 0);
    assertTrue(scale.logarithmic());
    assertEquals(List.of("5", "10", "20", "50", "122"), scale.labels());
    assertEquals(0, scale.at(5), 1e-12);
    assertEquals(Math.log(2) / Math.log(122 / 5.0), scale.at(10), 1e-12);
    assertEquals(1, scale.at(122), 1e-12);
  }

  @Test
  void manyValuesGetRoundTicks() {
    double[] values = IntStream.range(0, 40).mapToDouble(i -> 0.8 + i * 0.0041).toArray();
    Scale scale = Scale.of(values, 100, 0);
    assertFalse(scale.logarithmic());
    assertEquals(List.of("0.8", "0.85", "0.9", "0.95"), scale.labels());
    assertEquals(0.25, scale.at(0.8 + 0.25 * 39 * 0.0041), 1e-12);
  }

  @Test
  void decadesAreTheTicksOfWhatSpansMany() {
    double[] values = IntStream.range(0, 40).mapToDouble(i -> Math.pow(10, -5 + i / 9.0)).toArray();
    Scale scale = Scale.of(values, 100, 0);
    assertEquals(List.of("1e-5", "1e-4", "0.001", "0.01", "0.1"), scale.labels());
    double[] fewer = IntStream.range(0, 40).mapToDouble(i -> 3 * Math.pow(10, i / 18.0)).toArray();
    assertEquals(List.of("5", "10", "20", "50", "100", "200"), Scale.of(fewer, 100, 0).labels());
  }

  @Test
  void zeroAndBelowAreNeverLogarithmic() {
    assertFalse(Scale.of(new double[] {0, 1, 1000}, 100, 0).logarithmic());
    assertFalse(Scale.of(new double[] {-1, 1, 1000}, 100, 0).logarithmic());
    assertFalse(Scale.of(new double[] {1, 100}, 100, 0).logarithmic());
    assertTrue(Scale.of(new double[] {1, 101}, 100, 0).logarithmic());
  }

  @Test
  void oneValueLiesInTheMiddle() {
    assertEquals(0.5, Scale.of(new double[] {0.3, 0.3}, 100, 0).at(0.3), 1e-12);
    assertEquals(0.5, Scale.of(new double[] {0}, 100, 0).at(0), 1e-12);
    assertEquals(0.5, Scale.names(List.of("only")).at(0), 1e-12);
    assertEquals(List.of("0.3"), Scale.of(new double[] {0.3, 0.3}, 100, 0).labels());
  }

  @Test
  void namesAreEvenlySpread() {
    Scale scale = Scale.names(List.of("a", "b", "c"));
    assertEquals(0.5, scale.at(1));
    assertArrayEquals(new double[] {0, 1, 2}, scale.ticks());
  }

  @Test
  void numbersAreWrittenShort() {
    assertEquals("0", Scale.label(0));
    assertEquals("0.3", Scale.label(0.1 + 0.2));
    assertEquals("-12.5", Scale.label(-12.5));
    assertEquals("0.001", Scale.label(1e-3));
    assertEquals("2.5e-4", Scale.label(2.5e-4));
    assertEquals("100000", Scale.label(1e5));
    assertEquals("3e6", Scale.label(3e6));
  }

  @Test
  void epochsAreLabelledAtWholeNumbersOnly() {
    assertEquals(List.of("1"), Scale.whole(0.5, 1.5).labels());
    assertEquals(List.of("1", "2"), Scale.whole(0.5, 2.5).labels());
    assertEquals(List.of("1", "2", "3"), Scale.whole(0.5, 3.5).labels());
    assertEquals(List.of("5", "10", "15", "20"), Scale.whole(0.5, 20.5).labels());
  }
}
