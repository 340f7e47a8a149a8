package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.resize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.engine.EngineSource;
import dev.graft.graph.Layers;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import java.util.List;
import org.junit.jupiter.api.Test;

class Transfer_ResizeTest {

  /** A model that was resized is the model that was loaded at that size. */
  @EngineSource
  void itEqualsTheBackboneOfThatSize(String engine) {
    try (TransferModel model = Garden.model(engine);
        TransferModel sized = Garden.backbone(engine).size(64).untrained(1)) {
      freeze(model, Layers.first(5));
      StateDict before = model.weights();
      List<String> frozen = model.frozen();
      double small = evaluate(model, Garden.IMAGES.validation()).loss();
      resize(model, 64);
      replaceHead(sized, Garden.head());
      Garden.worn(sized);
      assertEquals(sized.graph().nodes(), model.graph().nodes());
      assertEquals(Shape.of(3, 64, 64), model.graph().inputShape());
      assertEquals(sized.contract(), model.contract());
      assertEquals(before.sha256(), model.weights().sha256());
      assertEquals(frozen, model.frozen());
      double large = evaluate(model, Garden.IMAGES.validation()).loss();
      assertEquals(evaluate(sized, Garden.IMAGES.validation()).loss(), large);
      assertNotEquals(small, large);
      Garden.fineTune(model, Garden.ONE);
      resize(model, 32);
      assertEquals(1, Garden.fineTune(model, Garden.ONE).epochs().size());
    }
  }

  @Test
  void aFlattenedHeadFitsOneSizeOnly() {
    try (TransferModel model = Garden.model("MXNet")) {
      replaceHead(model, Head.classifier(Garden.IMAGES.classes()).flatten());
      assertEquals(
          "at 64 pixels \"head.classifier.weight\" would be (6, 1024), it is (6, 256);"
              + " a head that is not flattened fits every size",
          assertThrows(IllegalArgumentException.class, () -> resize(model, 64)).getMessage());
      assertEquals(32, model.contract().width());
    }
  }
}
