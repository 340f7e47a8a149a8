package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.weights.InputContract.Interpolation;
import dev.graft.weights.InputContract.Order;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputContractTest {
  @Test
  void readsAsASentence() {
    assertEquals(
        "RGB, 224 × 224 pixels; each value x becomes (x − 127) / 128; the centre 87.5 % of the photo,"
            + " resized bilinear",
        InputContract.rgb(224, 127, 128, 0.875).toString());
  }

  @Test
  void namesEachChannelWhereTheyDiffer() {
    var caffe =
        new InputContract(
            96,
            64,
            Order.BGR,
            List.of(103.939f, 116.779f, 123.68f),
            List.of(1f, 1f, 1f),
            1,
            Interpolation.BICUBIC);
    assertEquals(
        "BGR, 96 × 64 pixels; each value x becomes (x − [103.939, 116.779, 123.68]) / 1;"
            + " the centre 100 % of the photo, resized bicubic",
        caffe.toString());
  }
}
