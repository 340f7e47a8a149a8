package dev.graft;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks glibc how many bytes are allocated and not freed, in all arenas: what a leak adds to. */
final class NativeMemory {
  private static final Pattern TOTAL =
      Pattern.compile(
          "<(?:total type=\"(fast|rest|mmap)\" count=\"\\d+\"|system type=\"(current)\") size=\"(\\d+)\"/>");

  private NativeMemory() {}

  static long inUse() {
    settle();
    String report = report();
    // the totals over all arenas come after each arena's own
    Matcher matcher = TOTAL.matcher(report.substring(report.lastIndexOf("</heap>")));
    long bytes = 0;
    while (matcher.find()) {
      long size = Long.parseLong(matcher.group(3));
      boolean free = "fast".equals(matcher.group(1)) || "rest".equals(matcher.group(1));
      bytes += free ? -size : size;
    }
    return bytes;
  }

  /** By how many bytes each call lets it grow, after a first one that opens what stays open. */
  static long ofEachCall(int calls, Runnable call) {
    call.run();
    long before = inUse();
    for (int i = 0; i < calls; i++) {
      call.run();
    }
    return (inUse() - before) / calls;
  }

  /** Direct buffers are freed behind a collection, MXNet's arrays by its own threads. */
  private static void settle() {
    try {
      for (int i = 0; i < 3; i++) {
        System.gc();
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String report() {
    Path file = null;
    try {
      NativeLibrary c = NativeLibrary.getInstance("c");
      Function malloc = c.getFunction("malloc_info");
      file = Files.createTempFile("malloc", ".xml");
      Pointer stream = c.getFunction("fopen").invokePointer(new Object[] {file.toString(), "w"});
      malloc.invokeInt(new Object[] {0, stream});
      c.getFunction("fclose").invokeInt(new Object[] {stream});
      return Files.readString(file);
    } catch (UnsatisfiedLinkError e) {
      assumeTrue(false, "this machine's C library has no malloc_info: " + e.getMessage());
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
