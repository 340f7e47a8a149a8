package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementTest {
  private final String root = System.getProperty("graft.root");

  @AfterEach
  void restore() {
    if (root == null) {
      System.clearProperty("graft.root");
    } else {
      System.setProperty("graft.root", root);
    }
  }

  @Test
  void aJobIsAListOfFigures(@TempDir Path folder) throws IOException {
    System.setProperty("graft.root", folder.toString());
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("minimum", 0.95);
    more.put("seeds", 5L);
    Measurement head = new Measurement("head", "MXNet", 0.96, "validation accuracy", more);
    Path file = Measurement.write("accuracy", List.of(head));
    Measurement.write("accuracy", List.of(head, head));
    assertEquals(folder.resolve("target/bench/accuracy.json"), file);
    String one =
        "{\"case\":\"head\",\"engine\":\"MXNet\",\"value\":0.96,\"unit\":\"validation accuracy\","
            + "\"minimum\":0.95,\"seeds\":5}";
    assertEquals(
        "[" + one + "," + one + "]",
        new ObjectMapper().readTree(Files.readString(file)).toString());
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList());
    }
    assertEquals(0.95, head.number("minimum"));
  }
}
