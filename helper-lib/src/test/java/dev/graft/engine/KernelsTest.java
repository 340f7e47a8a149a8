package dev.graft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Input;
import dev.graft.graph.Op;
import dev.graft.graph.Opaque;
import dev.graft.graph.OpsOfGraph;
import dev.graft.graph.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelsTest {
  /** An input is fed, and a model of others has its own runtime. */
  @Test
  void everyOpHasAKernel() {
    Set<Class<? extends Op>> computed = new HashSet<>(OpsOfGraph.all());
    computed.removeIf(op -> op == Input.class || Opaque.class.isAssignableFrom(op));
    assertEquals(computed, Kernels.ops());
  }

  /** As somebody's own. */
  private record Sine() implements Op {
    @Override
    public Shape output(List<Shape> inputs) {
      return inputs.get(0);
    }
  }

  @Test
  void anOpWithoutOneIsRefusedBeforeAnythingRuns() {
    var graph = GraphBuilder.input("tiny", 1, 2, 2).then("wave", new Sine()).head();
    var e =
        assertThrows(
            IllegalStateException.class,
            () -> new Forward(graph, Set.of(), Set.of(), Choices.PLAIN));
    assertEquals("no kernel computes layer \"wave\" (Sine[])", e.getMessage());
  }
}
