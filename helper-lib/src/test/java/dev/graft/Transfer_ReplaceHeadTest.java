package dev.graft;

import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.graft.engine.EngineSource;
import dev.graft.graph.Layers;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Transfer_ReplaceHeadTest {

  /** Running the cell again gives the head that running it once gave, whatever came between. */
  @EngineSource
  void theHeadIsFreshFromItsSeedEachTime(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      replaceHead(model, Garden.head().dense(3, Head.Activation.TANH));
      freeze(model);
      StateDict fresh = model.weights();
      Garden.fineTune(model, Garden.ONE);
      assertNotEquals(Set.of(), Garden.changed(fresh, model.weights()));
      replaceHead(model, Garden.head().dense(3, Head.Activation.TANH));
      assertEquals(Set.of(), Garden.changed(fresh, model.weights()));
      replaceHead(model, Garden.head().dense(3, Head.Activation.TANH).seed(2));
      assertEquals(Set.of("head.dense2.weight"), Garden.changed(fresh, model.weights()));
    }
  }

  @EngineSource
  void whatTheBackboneLearnedStays(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      unfreeze(model, Layers.last(1));
      StateDict before = model.weights();
      Garden.fineTune(model, Garden.ONE);
      StateDict learned = model.weights();
      replaceHead(model, Garden.head());
      Set<String> body = Garden.changed(before, model.weights());
      body.removeIf(name -> name.startsWith("head."));
      assertEquals(
          Set.of(
              "conv_dw_13.weight",
              "conv_dw_13_bn.bias",
              "conv_dw_13_bn.weight",
              "conv_pw_13.weight",
              "conv_pw_13_bn.bias",
              "conv_pw_13_bn.weight"),
          body);
      assertEquals(
          Set.of("head.classifier.bias", "head.classifier.weight"),
          Garden.changed(learned, model.weights()));
    }
  }

  @Test
  void itsOrderWithFreezeDoesNotMatter() {
    try (TransferModel one = Garden.backbone("MXNet").untrained(1);
        TransferModel other = Garden.backbone("MXNet").untrained(1)) {
      freeze(one);
      replaceHead(one, Garden.head());
      replaceHead(other, Garden.head());
      freeze(other);
      assertEquals(one.toString(), other.toString());
      assertEquals(one.frozenNodes(), other.frozenNodes());
      assertEquals(Set.of(), Garden.changed(one.weights(), other.weights()));
    }
  }

  @Test
  void aNewHeadIsNotFrozenLikeTheOldOne() {
    try (TransferModel model = Garden.model("MXNet")) {
      freeze(model, Layers.named("head"));
      assertEquals(List.of("head"), model.frozen());
      replaceHead(model, Garden.head());
      assertEquals(List.of(), model.frozen());
    }
  }

  @Test
  void classesAndOutputAreTheHeads() {
    try (TransferModel model = Garden.model("MXNet")) {
      replaceHead(model, Head.classifier(List.of("weed", "herb", "grass")).flatten().dense(7));
      assertEquals(List.of("weed", "herb", "grass"), model.classes());
      assertEquals(Shape.of(3), model.graph().outputShape());
      assertEquals(Shape.of(7, 256), model.weights().get("head.dense1.weight").shape());
    }
  }
}
