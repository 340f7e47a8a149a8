package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

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
}
