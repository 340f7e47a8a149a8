package dev.graft.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.data.InputContract;
import dev.graft.data.InputContract.Interpolation;
import dev.graft.data.InputContract.Order;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OnnxMetadataTest {
  private static final InputContract CONTRACT =
      new InputContract(
          48, 64, Order.BGR, List.of(1f, 2f, 3f), List.of(4f, 5f, 6f), 0.9, Interpolation.BICUBIC);

  private static Map<String, String> written() {
    return OnnxMetadata.of(CONTRACT, Onnx.logits().input(), "logits", List.of());
  }

  @Test
  void aContractIsReadAsItWasWritten() {
    assertEquals(Optional.of(CONTRACT), OnnxMetadata.contract(written()));
  }

  /** Files were bilinear before they said so. */
  @Test
  void anOlderFileIsBilinear() {
    Map<String, String> older = written();
    older.computeIfPresent("input", (key, json) -> json.replace("\"interpolation\"", "\"then\""));
    assertEquals(
        Optional.of(CONTRACT.interpolation(Interpolation.BILINEAR)), OnnxMetadata.contract(older));
  }

  @Test
  void anInterpolationThatNobodyKnowsIsNoContract() {
    Map<String, String> strange = written();
    strange.computeIfPresent("input", (key, json) -> json.replace("BICUBIC", "LANCZOS"));
    assertEquals(Optional.empty(), OnnxMetadata.contract(strange));
  }
}
