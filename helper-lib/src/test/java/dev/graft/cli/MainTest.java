package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

class MainTest {
  @Test
  void whoAsksForJsonReadsErrorsAsJson() throws IOException {
    for (String[] wrong :
        new String[][] {
          {"predict", "no \"such\" folder", "x.jpg", "--json"},
          {"predict", "--json"},
          {"evaluate", "none", "none", "--json", "--colour"}
        }) {
      Run run = Run.of(wrong);
      assertEquals(2, run.status());
      assertEquals("", run.out());
      assertTrue(new ObjectMapper().readTree(run.err()).get("error").asText().length() > 10);
    }
  }

  @Test
  void whoDoesNotReadsASentenceAndHowItIsUsed() {
    Run run = Run.of("predict", "none", "x.jpg");
    assertEquals(2, run.status());
    assertTrue(run.err().startsWith("graft: no model in none: "), run.err());
    Run used = Run.of("predict", "--colour");
    assertEquals(2, used.status());
    assertTrue(used.err().contains("Usage: graft predict"), used.err());
  }

  /** Stands for an exception of Graft's own. */
  static final class Own extends RuntimeException {
    private static final long serialVersionUID = 1;

    Own(String message) {
      super(message);
    }
  }

  /** Ends as a command does that finds no weights, no connection, no room. */
  @Command(name = "fails")
  static final class Fails implements Callable<Integer> {
    @Parameters private String how;

    @Override
    public Integer call() {
      throw how.equals("weights")
          ? new Own("no weights, no connection")
          : new IllegalStateException("a defect");
    }
  }

  @Test
  void whatGraftHasAnExceptionForIsASentence() {
    Run run = Run.of(Main.line().addSubcommand(new Fails()), "fails", "weights");
    assertEquals(2, run.status());
    assertEquals("graft: no weights, no connection\n", run.err());
    Run defect = Run.of(Main.line().addSubcommand(new Fails()), "fails", "otherwise");
    assertEquals(1, defect.status(), "its stack is shown by picocli");
    assertEquals("", defect.err());
  }
}
