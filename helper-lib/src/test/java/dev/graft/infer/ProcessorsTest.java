package dev.graft.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorsTest {

  @Test
  void countsTwoThreadsOfACoreOnce(@TempDir Path cpus) throws IOException {
    siblings(cpus, "cpu0", "0,2");
    siblings(cpus, "cpu1", "1,3");
    siblings(cpus, "cpu2", "0,2");
    siblings(cpus, "cpu3", "1,3");
    Files.createDirectory(cpus.resolve("cpufreq"));
    assertEquals(2, Processors.physical(cpus, 4));
    assertEquals(1, Processors.physical(cpus, 1), "no more than the process may use");
  }

  @Test
  void takesWhatJavaSeesElsewhere(@TempDir Path empty) {
    assertEquals(6, Processors.physical(empty, 6));
    assertEquals(6, Processors.physical(empty.resolve("none"), 6));
  }

  private static void siblings(Path cpus, String cpu, String text) throws IOException {
    Path topology = Files.createDirectories(cpus.resolve(cpu).resolve("topology"));
    Files.writeString(topology.resolve("thread_siblings_list"), text + "\n");
  }
}
