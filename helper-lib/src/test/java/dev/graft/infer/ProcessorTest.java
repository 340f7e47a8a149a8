package dev.graft.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {
  @TempDir private Path folder;

  private Processor with(String flags) throws IOException {
    String text =
        "processor\t: 0\nmodel name\t: A Maker's 9000\nflags\t\t: %s\n\n".formatted(flags);
    Path file = Files.writeString(folder.resolve("cpuinfo"), text + text);
    return Processor.of(file, "amd64");
  }

  @Test
  void oneInstructionSumsBytesWithVnniAlone() throws IOException {
    Processor old = with("fpu avx2 avx512f avx512bw fpu");
    assertFalse(old.sumsBytes());
    assertEquals("A Maker's 9000, without VNNI", old.toString());
    assertTrue(with("avx2 avx_vnni").sumsBytes());
    assertTrue(with("avx512_vnni").sumsBytes());
    assertEquals("A Maker's 9000, with VNNI", with("avx512_vnni").toString());
  }

  /** Where nobody says, on x86 the instruction may be missing. */
  @Test
  void theUnknownIsTakenForTheOldest() {
    Path none = folder.resolve("none");
    assertFalse(Processor.of(none, "amd64").sumsBytes());
    assertFalse(Processor.of(none, "x86_64").sumsBytes());
    assertTrue(Processor.of(none, "aarch64").sumsBytes());
    assertEquals("aarch64", Processor.of(none, "aarch64").toString());
  }
}
