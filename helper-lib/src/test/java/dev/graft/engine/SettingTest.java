package dev.graft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingTest {
  private static String warning(String engine, boolean glibc, String... set) {
    Map<String, String> environment = new HashMap<>();
    for (String pair : set) {
      environment.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    return Setting.warning(Setting.of(environment, engine, glibc));
  }

  @Test
  void aLineNamesWhatIsMissing() {
    String threads = "OMP_NUM_THREADS=2";
    String type = "MXNET_ENGINE_TYPE=NaiveEngine";
    assertEquals(
        "slow: OMP_NUM_THREADS, MXNET_ENGINE_TYPE, GLIBC_TUNABLES are not set; start through ./graft",
        warning("MXNet", true));
    String malloc = "slow: GLIBC_TUNABLES is not set; start through ./graft";
    assertEquals(malloc, warning("MXNet", true, threads, type));
    assertEquals(malloc, warning("MXNet", true, threads, type, "GLIBC_TUNABLES=glibc.rtld.nns=4"));
    assertEquals(
        "", warning("MXNet", true, threads, type, "GLIBC_TUNABLES=glibc.malloc.hugetlb=1"));
  }

  @Test
  void onlyWhatMattersHereIsNamed(@TempDir Path libraries) throws IOException {
    assertEquals("", warning("PyTorch", false));
    assertEquals(
        "slow: GLIBC_TUNABLES is not set; start through ./graft", warning("PyTorch", true));
    assertFalse(Setting.musl(libraries));
    assertFalse(Setting.musl(libraries.resolve("nowhere")));
    Files.createFile(libraries.resolve("ld-musl-x86_64.so.1"));
    assertTrue(Setting.musl(libraries));
  }
}
