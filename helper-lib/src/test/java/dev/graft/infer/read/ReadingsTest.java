package dev.graft.infer.read;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadingsTest {
  @Test
  void thePageNamesEveryOperatorThatIsRead() throws IOException {
    String page = Files.readString(Path.of("../docs/onnx.md")).replace('\n', ' ');
    String all = String.join(", ", Readings.operators());
    assertTrue(page.contains("Read are: " + all + "."), "the page must say: " + all);
  }
}
