package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A damaged file is read or refused by a {@link WeightsException}, at no more than a {@link Cost};
 * there is no third way.
 *
 * <p>The suite tries a few hundred mutants a file; {@code -Dgraft.fuzz.count=10000} tries more, and
 * {@code -Dgraft.fuzz.seed} begins elsewhere.
 */
class WeightsFuzzTest {
  private static final int COUNT = Integer.getInteger("graft.fuzz.count", 200);
  private static final long FIRST = Long.getLong("graft.fuzz.seed", 0);

  private final AtomicLong seed = new AtomicLong();
  private final Cost cost = new Cost();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tensors.safetensors",
        "tensors-zip.pth",
        "module-zip.pth",
        "tensors-legacy.pth",
        "protocol4-legacy.pth",
        "keras/net.h5",
        "keras/old.h5",
        "keras/packed.h5",
        "keras/net.weights.h5",
        "keras/net.keras"
      })
  void readsOrRefuses(String name) {
    byte[] original = Fixture.bytes(name);
    assertEquals("", cost.refusal(original));
    int refused;
    try {
      Duration hung = Duration.ofSeconds(30).plusMillis(10L * COUNT);
      refused = assertTimeoutPreemptively(hung, () -> refused(original));
    } catch (RuntimeException | Error e) {
      throw new AssertionError(name + ", mutant of seed " + seed, e);
    }
    if (COUNT > 1000) {
      System.out.printf("%s: %d mutants, %d refused; %s%n", name, COUNT, refused, cost);
    }
    assertTrue(refused > COUNT / 20, refused + " refused");
  }

  private int refused(byte[] original) {
    int refused = 0;
    seed.set(FIRST);
    for (int i = 0; i < COUNT; i++) {
      byte[] mutant = new Mutation(seed.incrementAndGet()).of(original);
      refused += cost.refusal(mutant).isEmpty() ? 0 : 1;
    }
    return refused;
  }
}
