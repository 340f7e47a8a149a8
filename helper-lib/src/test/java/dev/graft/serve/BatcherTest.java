package dev.graft.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.Transfer;
import dev.graft.TransferModel;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatcherTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Executor THREADS = work -> new Thread(work).start();

  @TempDir private Path folder;

  private void save() {
    try (TransferModel its = Backbone.MOBILENET_V1_025.size(32).untrained(1)) {
      Transfer.replaceHead(its, Head.classifier(List.of("ant", "bee")));
      its.save(folder.resolve("model"));
    }
  }

  private Served served(List<TransferModel> seen) {
    return new Served(folder.resolve("model"), seen::add, new Figures());
  }

  @Test
  void oneBadInputFailsAloneInABatch() {
    save();
    CountDownLatch first = new CountDownLatch(1);
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    var batcher =
        new Batcher<String, String>(
            8,
            served(new CopyOnWriteArrayList<>()),
            (model, inputs) -> {
              sizes.add(inputs.size());
              await(first);
              if (inputs.contains("bad")) {
                throw new IllegalArgumentException("bad input");
              }
              return inputs.stream().map(input -> input + "!").toList();
            },
            new Figures());
    var early = CompletableFuture.supplyAsync(() -> batcher.ask("early", LONG));
    while (sizes.isEmpty()) {
      sleep(5);
    }
    var bad = CompletableFuture.runAsync(() -> assertBad(batcher));
    var others =
        IntStream.range(0, 3)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> batcher.ask("good" + i, LONG)))
            .toList();
    sleep(200); // all of them wait behind the first
    first.countDown();
    assertEquals("early!", early.join());
    bad.join();
    for (int i = 0; i < 3; i++) {
      assertEquals("good" + i + "!", others.get(i).join());
    }
    assertTrue(sizes.contains(4), "not answered together: " + sizes);
    batcher.close();
    assertThrows(Refusal.class, () -> batcher.ask("late", LONG));
  }

  @Test
  void theNextBatchIsPreparedWhileOneIsComputedAndNoThirdIs() {
    save();
    CountDownLatch first = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    var batcher =
        new Batcher<Integer, Integer>(
            64,
            served(new CopyOnWriteArrayList<>()),
            (model, inputs) -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              await(first);
              running.decrementAndGet();
              return inputs.stream().map(input -> -input).toList();
            },
            new Figures());
    List<CompletableFuture<Integer>> asked =
        IntStream.range(0, 60)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> batcher.ask(i, LONG), THREADS))
            .toList();
    for (int i = 0; i < 200 && running.get() < 2; i++) {
      sleep(50);
    }
    assertEquals(2, running.get());
    first.countDown();
    for (int i = 0; i < asked.size(); i++) {
      assertEquals(-i, asked.get(i).join());
    }
    batcher.close();
    assertEquals(2, most.get());
  }

  private static void assertBad(Batcher<String, String> batcher) {
    assertThrows(IllegalArgumentException.class, () -> batcher.ask("bad", LONG));
  }

  private static TransferModel now(Served served) {
    return served.ask(model -> model);
  }

  private static void sleep(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theOldModelIsClosedWhenTheLastWhoAsksItIsDone() {
    save();
    List<TransferModel> seen = new CopyOnWriteArrayList<>();
    try (Served served = served(seen)) {
      TransferModel old = now(served);
      var photo = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
      served.ask(
          its -> { // one who began with the old model may end with it
            save();
            for (int i = 0; i < 300 && now(served) == old; i++) {
              sleep(50);
            }
            return Transfer.predict(its, photo);
          });
      assertEquals(2, seen.size());
      assertThrows(IllegalStateException.class, () -> Transfer.predict(old, photo));
      assertEquals(2, served.ask(its -> Transfer.predict(its, photo)).classes().size());
    }
    assertThrows(IllegalStateException.class, () -> seen.get(1).weights());
  }
}
