package dev.graft.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("GRAFT_EPOCHS", "1", "GRAFT_LEARNING_RATE", "fast");

  @Test
  void theEnvironmentOverridesTheCell() {
    assertEquals(1, Parameters.of(ENVIRONMENT, "epochs", 5, Integer::valueOf));
    assertEquals(8, Parameters.of(ENVIRONMENT, "batch size", 8, Integer::valueOf));
  }

  @Test
  void aWordForANumberIsNamed() {
    assertEquals(
        "GRAFT_LEARNING_RATE is \"fast\", must be a number such as 0.001",
        assertThrows(
                IllegalArgumentException.class,
                () -> Parameters.of(ENVIRONMENT, "learning rate", 1e-3, Double::valueOf))
            .getMessage());
  }
}
