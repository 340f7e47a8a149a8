package dev.graft.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SessionsTest {
  @Test
  void threads_of_a_session_are_those_of_all_tasks_of_an_executor() {
    assertEquals(1, Sessions.threads(1, 8));
    assertEquals(4, Sessions.threads(4, 4));
    assertEquals(1 + 2 * 3, Sessions.threads(4, 8));
    assertEquals(3, Sessions.threads(3, 2));
  }

  @Test
  void natives_lie_once_on_the_host() throws IOException {
    Natives.unpackOnce();
    Path natives = Path.of(assertNotNullAnd(System.getProperty("onnxruntime.native.path")));
    TreeSet<String> names = new TreeSet<>();
    try (var inside = Files.list(natives)) {
      inside.forEach(file -> names.add(file.getFileName().toString()));
    }
    assertEquals(
        new TreeSet<>(
            List.of(
                System.mapLibraryName("onnxruntime"), System.mapLibraryName("onnxruntime4j_jni"))),
        names);
  }

  private static String assertNotNullAnd(String value) {
    assertNotNull(value);
    return value;
  }
}
