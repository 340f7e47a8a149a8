package dev.graft.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final List<String> shown = new ArrayList<>();
  private final List<String> finished = new ArrayList<>();

  @BeforeEach
  void listen() {
    Progress.showOn(
        () ->
            new ProgressSink() {
              @Override
              public void update(String line) {
                shown.add(line);
              }

              @Override
              public void finish(String line) {
                finished.add(line);
              }
            });
  }

  @AfterEach
  void stop() {
    Progress.showOn(TerminalProgress::new);
  }

  @Test
  void aLineTellsTitleCountRateAndDetail() {
    try (Progress progress = Progress.start("evaluating", 64)) {
      progress.step(16, "loss 0.41");
    }
    assertEquals(1, shown.size());
    assertTrue(
        shown.get(0).matches("evaluating  16/64  \\d+/s  \\d+ s left  loss 0\\.41"),
        shown.toString());
  }

  /** Work that is part of something larger leaves the line to that. */
  @Test
  void whatIsDoneSilentlyShowsNothing() {
    try (Progress outer = Progress.start("searching", 2)) {
      Progress.silently(
          () -> {
            try (Progress inner = Progress.start("fine-tuning", 1)) {
              inner.step(1, "");
              inner.keep("done");
            }
            return 1;
          });
      outer.step(1, "");
    }
    assertEquals(1, shown.size());
    assertTrue(shown.get(0).startsWith("searching"), shown.toString());
    assertEquals(List.of(""), finished);
  }

  @Test
  void nothingFollowsWhereThereIsNoDetail() {
    try (Progress progress = Progress.start("predicting", 2)) {
      progress.step(2, "");
    }
    assertTrue(shown.get(0).matches("predicting  2/2  \\d+/s  0 s left"), shown.toString());
  }

  @Test
  void atMostTenLinesASecondAreShown() throws InterruptedException {
    long start = System.nanoTime();
    try (Progress progress = Progress.start("downloading", 1_000_000)) {
      for (int i = 0; i < 250; i++) {
        progress.step(1, "");
        Thread.sleep(1);
      }
    }
    double tenths = (System.nanoTime() - start) / 1e8;
    assertTrue(shown.size() >= 2 && shown.size() <= tenths + 1, shown.toString());
    assertTrue(shown.get(0).startsWith("downloading  1/1000000  "), shown.get(0));
  }

  @Test
  void onlyTheKeptLineStays() {
    Progress.start("evaluating", 4).close();
    try (Progress progress = Progress.start("fine-tuning", 4)) {
      progress.keep("5 epochs in 2 s");
      progress.keep("6 epochs in 3 s");
    }
    assertEquals(List.of("", "6 epochs in 3 s"), finished);
    assertEquals(List.of(), shown);
  }
}
