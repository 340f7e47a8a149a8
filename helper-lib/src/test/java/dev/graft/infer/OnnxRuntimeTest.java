package dev.graft.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.junit.jupiter.api.Test;

class OnnxRuntimeTest {

  @Test
  void itReportsToNobody() {
    assumeTrue(!Platform.isWindows(), "on Windows nothing is sent");
    assertTrue(OnnxRuntime.available());
    String name = "ORT_DISABLE_TELEMETRY";
    var getenv = NativeLibrary.getProcess().getFunction("getenv");
    // as its library saw it: Java's own view of the environment was taken at the start
    assertEquals("1", getenv.invokeString(new Object[] {name}, false));
  }
}
