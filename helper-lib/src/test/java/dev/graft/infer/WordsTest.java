package dev.graft.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.graph.OpsOfGraph;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void everyOpHasAWord() {
    assertEquals(OpsOfGraph.all(), Set.copyOf(Words.ops()));
  }
}
