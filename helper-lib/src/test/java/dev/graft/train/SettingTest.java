package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingTest {
  private static final Map<String, String> TUNED =
      Map.of("OMP_NUM_THREADS", "2", "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");

  private static String warning(Map<String, String> environment, boolean glibc) {
    return Setting.warning(Setting.of(environment, glibc));
  }

  @Test
  void aLineNamesWhatIsMissing() {
    assertEquals("", warning(TUNED, true));
    assertEquals(
        "slow: OMP_NUM_THREADS and GLIBC_TUNABLES are not set; start through ./graft",
        warning(Map.of(), true));
    assertEquals(
        "slow: GLIBC_TUNABLES is not set; start through ./graft",
        warning(Map.of("OMP_NUM_THREADS", "2"), true));
    assertEquals(
        "slow: GLIBC_TUNABLES is not set; start through ./graft",
        warning(Map.of("OMP_NUM_THREADS", "2", "GLIBC_TUNABLES", "glibc.rtld.nns=4"), true));
  }

  @Test
  void otherLibrariesOfCHaveNoTunables(@TempDir Path libraries) throws IOException {
    assertEquals(
        "slow: OMP_NUM_THREADS is not set; start through ./graft", warning(Map.of(), false));
    assertFalse(Setting.musl(libraries));
    assertFalse(Setting.musl(libraries.resolve("nowhere")));
    Files.createFile(libraries.resolve("ld-musl-x86_64.so.1"));
    assertTrue(Setting.musl(libraries));
  }
}
