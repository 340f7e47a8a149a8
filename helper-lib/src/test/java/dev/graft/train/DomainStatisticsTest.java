package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.data.Batches;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No batch is much smaller than the others. */
class DomainStatisticsTest {
  @Test
  void batchesAreAlike() {
    int[][] parts = DomainStatistics.parts(Batches.sequential(33));
    assertArrayEquals(new int[] {16, 17}, Arrays.stream(parts).mapToInt(p -> p.length).toArray());
    assertEquals(1, DomainStatistics.parts(Batches.sequential(32)).length);
    for (int size : new int[] {1, 10, 64, 65, 1000, 2048}) {
      int[] all =
          Arrays.stream(DomainStatistics.parts(Batches.sequential(size)))
              .flatMapToInt(Arrays::stream)
              .toArray();
      assertArrayEquals(IntStream.range(0, size).toArray(), all);
    }
  }
}
