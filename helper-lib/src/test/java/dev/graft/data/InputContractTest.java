package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.data.InputContract.Interpolation;
import dev.graft.data.InputContract.Order;
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

  @Test
  void saysTheSameOfOtherColoursAndNumbers() {
    InputContract other =
        InputContract.rgb(224, 127, 128, 0.875)
            .order(Order.BGR)
            .normalization(List.of(1f, 2f, 3f), List.of(4f, 5f, 6f));
    assertEquals(
        new InputContract(
            224,
            224,
            Order.BGR,
            List.of(1f, 2f, 3f),
            List.of(4f, 5f, 6f),
            0.875,
            Interpolation.BILINEAR),
        other);
    assertEquals(List.of(255f, 255f, 255f), other.normalization(0, 255).std());
    assertEquals(List.of(0f, 0f, 0f), other.normalization(0, 255).mean());
  }
}
