package dev.graft.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void theMedianOfAnOddCountIsTheMiddleOne() {
    assertEquals(3, Series.of(9, 1, 3).median());
  }

  @Test
  void theMedianOfAnEvenCountLiesBetweenTheMiddleTwo() {
    assertEquals(3.5, Series.of(9, 1, 3, 4).median());
  }

  @Test
  void theRangeIsThatOfAllRepetitions() {
    Series series = Series.of(9, 1, 3);
    assertEquals(List.of(1.0, 9.0), List.of(series.minimum(), series.maximum()));
  }

  @Test
  void noRepetitionIsRefused() {
    var problem = assertThrows(IllegalArgumentException.class, Series::of);
    assertEquals("series has no values, needs at least one", problem.getMessage());
  }
}
