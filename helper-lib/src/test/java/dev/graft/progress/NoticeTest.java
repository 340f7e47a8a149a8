package dev.graft.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** In processes of their own, since slf4j binds once. */
class NoticeTest {
  /** Says one thing. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      if (arguments[0].equals("notebook")) {
        JavaLogging.bind();
      }
      Notice.warn("not saved");
    }
  }

  @Test
  void aNotebookShowsIt() throws IOException, InterruptedException {
    assertEquals("not saved", printed("notebook", "nothing"));
  }

  @Test
  void aProgramsLoggingGetsIt() throws IOException, InterruptedException {
    assertEquals("", printed("program", "nothing"));
  }

  @Test
  void aProgramThatChoseNoLoggingStillShowsIt() throws IOException, InterruptedException {
    assertEquals("not saved", printed("program", "slf4j-jdk14.*"));
  }

  /** What reaches standard output; the binding of the tests writes to standard error. */
  private static String printed(String how, String left) throws IOException, InterruptedException {
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !new File(entry).getName().matches(left))
            .collect(Collectors.joining(File.pathSeparator));
    String java = System.getProperty("java.home") + "/bin/java";
    Process process =
        new ProcessBuilder(java, "-cp", path, Program.class.getName(), how)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return said.strip();
  }
}
