package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class BodyCopyTest {

  private static InputStream failingAfter(int millis) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        try {
          Thread.sleep(millis);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        throw new IOException("cut");
      }
    };
  }

  /** The poll's own rhythm is where a failure could be overlooked. */
  @RepeatedTest(10)
  void aCutIsNeverAnEnd() {
    assertEquals(
        "cut",
        assertThrows(
                IOException.class,
                () ->
                    BodyCopy.run(
                        failingAfter(100),
                        new ByteArrayOutputStream(),
                        Duration.ofSeconds(5),
                        bytes -> {}))
            .getMessage());
  }

  @Test
  void allBytesAreToldAsProgress() throws Exception {
    var out = new ByteArrayOutputStream();
    var told = new AtomicLong();
    var in = new java.io.ByteArrayInputStream(new byte[300_000]);
    BodyCopy.run(in, out, Duration.ofSeconds(5), told::addAndGet);
    assertEquals(300_000, out.size());
    assertEquals(300_000, told.get());
  }
}
