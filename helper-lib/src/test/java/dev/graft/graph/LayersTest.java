package dev.graft.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.backbone.EfficientNetLite;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Choices of layers, on EfficientNet-Lite0 with its sixteen blocks. */
class LayersTest {
  private static final Graph BODY = EfficientNetLite.lite0(224, 1000);

  private static List<String> stages(Layers layers) {
    Set<String> nodes = layers.in(BODY);
    return BODY.stages().stream()
        .filter(stage -> nodes.containsAll(stage.nodes()))
        .map(Stage::name)
        .toList();
  }

  @Test
  void lastCountsBlocksAndTakesWhatFollows() {
    assertEquals(
        List.of("block6.2", "block6.3", "block6.4", "block7", "top"), stages(Layers.last(4)));
  }

  @Test
  void firstCountsBlocksAndTakesWhatComesBefore() {
    assertEquals(List.of("stem", "block1", "block2.1"), stages(Layers.first(2)));
  }

  /** All sixteen, and one, but neither none nor seventeen. */
  @Test
  void asManyBlocksAsThereAreCanBeChosen() {
    assertEquals("block1", stages(Layers.last(16)).get(0));
    assertEquals(17, stages(Layers.last(16)).size());
    assertEquals(List.of("block7", "top"), stages(Layers.last(1)));
    assertEquals("block7", stages(Layers.first(16)).get(16));
    assertEquals(List.of("stem", "block1"), stages(Layers.first(1)));
    assertRefused("blocks is 0; efficientnet_lite0 has 16 of them", () -> Layers.last(0).in(BODY));
    assertRefused(
        "blocks is 17; efficientnet_lite0 has 16 of them", () -> Layers.first(17).in(BODY));
  }

  @Test
  void fromTakesAStageOrAGroup() {
    assertEquals(List.of("block6.4", "block7", "top"), stages(Layers.from("block6.4")));
    assertEquals("block6.1", stages(Layers.from("block6")).get(0));
    assertEquals(6, stages(Layers.from("block6")).size());
  }

  @Test
  void namedTakesStagesGroupsAndNodes() {
    assertEquals(List.of("stem", "block2.1", "block2.2"), stages(Layers.named("stem", "block2")));
    assertEquals(Set.of("bn1"), Layers.named("bn1").in(BODY));
    assertEquals(Set.of("conv_stem", "bn1", "act1"), Layers.named("stem").in(BODY));
  }

  @Test
  void allIsTheBackboneWithoutItsHead() {
    List<String> all = stages(Layers.all());
    assertEquals(18, all.size());
    assertEquals("top", all.get(17));
  }

  @Test
  void unknownLayersAreNamed() {
    assertRefused(
        "no layer \"block9\"; this backbone has stem, block1, block2, block3, block4, block5,"
            + " block6, block7, top, head",
        () -> Layers.from("block9").in(BODY));
    assertRefused(
        "\"bn1\" is not a stage; Layers.from needs one, Layers.named takes single layers",
        () -> Layers.from("bn1").in(BODY));
    assertRefused(
        "blocks is 17; efficientnet_lite0 has 16 of them", () -> Layers.last(17).in(BODY));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
