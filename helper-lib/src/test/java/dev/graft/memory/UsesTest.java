package dev.graft.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UsesTest {
  private final AtomicInteger freed = new AtomicInteger();
  private final Uses uses = new Uses(freed::incrementAndGet);

  @Test
  void theLastToLeaveFreesIt() {
    Uses.Use first = uses.begin();
    Uses.Use second = uses.begin();
    uses.end();
    second.close();
    assertEquals(0, freed.get());
    first.close();
    assertEquals(1, freed.get());
  }

  @Test
  void theOwnerMayBeTheLast() {
    uses.begin().close();
    assertEquals(0, freed.get());
    uses.end();
    assertEquals(1, freed.get());
  }

  @Test
  void endingTwiceCountsOnce() {
    Uses.Use use = uses.begin();
    uses.end();
    uses.end();
    assertEquals(0, freed.get());
    use.close();
    use.close();
    assertEquals(1, freed.get());
  }

  @Test
  void nothingBeginsAfterTheEnd() {
    uses.end();
    assertEquals(
        "it is freed already; a use must begin before the last ends",
        assertThrows(IllegalStateException.class, uses::begin).getMessage());
  }

  @Test
  void manyThreadsFreeItOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch ready = new CountDownLatch(8);
    List<Future<?>> all = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      Uses.Use its = uses.begin();
      all.add(
          threads.submit(
              () -> {
                ready.countDown();
                ready.await();
                for (int i = 0; i < 1000; i++) {
                  uses.begin().close();
                }
                its.close();
                return null;
              }));
    }
    uses.end();
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();
    assertEquals(1, freed.get());
  }
}
