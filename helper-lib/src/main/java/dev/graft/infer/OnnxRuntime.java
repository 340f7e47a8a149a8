package dev.graft.infer;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.EnumSet;

/**
 * The door to ONNX Runtime, which may be left out of a class path. It is opened quietly: official
 * builds report what they compute to their maker unless {@code ORT_DISABLE_TELEMETRY} stands in the
 * environment before their library is loaded (its Privacy.md), and on Linux 1.29.0 crashes while it
 * prepares the report if the process has a command line of some thousand characters.
 */
final class OnnxRuntime {
  private static final String SWITCH = "ORT_DISABLE_TELEMETRY";
  private static final boolean AVAILABLE = quiet() && loads();

  private OnnxRuntime() {}

  /** Tells whether its jar is there, has a library for this machine and reports to nobody. */
  static boolean available() {
    return AVAILABLE;
  }

  /** Gives the environment, which the whole process shares and nobody closes. */
  static OrtEnvironment environment() {
    if (!AVAILABLE) {
      throw new IllegalStateException(
          "onnx runtime is not on the class path, or has no native library for this machine; add"
              + " com.microsoft.onnxruntime:onnxruntime");
    }
    return OrtEnvironment.getEnvironment();
  }

  static EnumSet<OrtProvider> providers() {
    environment();
    return OrtEnvironment.getAvailableProviders();
  }

  private static boolean loads() {
    try {
      return !OrtEnvironment.getAvailableProviders().isEmpty();
    } catch (LinkageError noJarOrNoLibrary) {
      return false;
    }
  }

  /** The environment of a running process is changed by its C library alone, never from Java. */
  private static boolean quiet() {
    if ("1".equals(System.getenv(SWITCH))) {
      return true;
    }
    try {
      // on Windows nothing is sent but what a trace session of the system's own asks for
      Object[] on = {SWITCH, "1", 1};
      return Platform.isWindows()
          || NativeLibrary.getProcess().getFunction("setenv").invokeInt(on) == 0;
    } catch (LinkageError noLibrary) {
      return false;
    }
  }
}
