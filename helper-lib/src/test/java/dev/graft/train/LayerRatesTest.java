package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.engine.TinyNetwork;
import dev.graft.graph.Graph;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One power of the decay for each stage below the head: stem, block1, block2, head. */
class LayerRatesTest {
  private static final Graph TINY = TinyNetwork.graph(3);

  @Test
  void eachStageIsOnePowerDeeper() {
    LayerRates rates = new LayerRates(TINY, 0.5);
    assertEquals(1, rates.factor("head.classifier.weight"));
    assertEquals(1, rates.factor("head.dense1.bias"));
    assertEquals(0.5, rates.factor("bn6.weight"));
    assertEquals(0.5, rates.factor("dw2.weight"));
    assertEquals(0.25, rates.factor("pw1.weight"));
    assertEquals(0.125, rates.factor("conv1.weight"));
    assertEquals(0.125, rates.factor("bn1.bias"));
  }

  @Test
  void theSliceAloneCounts() {
    LayerRates rates = new LayerRates(TINY.after("block1"), 0.8);
    assertEquals(1, rates.factor("head.classifier.bias"));
    assertEquals(0.8, rates.factor("pw2.weight"));
  }

  @Test
  void withoutDecayOrStagesAllLearnAtTheFullRate() {
    assertEquals(1, new LayerRates(TINY, 1).factor("conv1.weight"));
    Graph bare = new Graph("bare", TINY.nodes(), List.of());
    assertEquals(1, new LayerRates(bare, 0.5).factor("conv1.weight"));
  }

  @Test
  void wrongValuesAreNamed() {
    assertEquals(
        "layer decay is 0.0, must be above 0 and at most 1",
        assertThrows(IllegalArgumentException.class, () -> new LayerRates(TINY, 0)).getMessage());
    LayerRates rates = new LayerRates(TINY.after("block1"), 0.8);
    assertEquals(
        "no parameter \"conv1.weight\" in tiny",
        assertThrows(IllegalArgumentException.class, () -> rates.factor("conv1.weight"))
            .getMessage());
  }
}
