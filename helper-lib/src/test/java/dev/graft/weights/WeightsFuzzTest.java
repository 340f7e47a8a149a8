package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "keras/net.keras",
        "sharded/model.safetensors.index.json",
        "tensorflow/slim.ckpt.index",
        "tensorflow/keras/ckpt-1.index",
        "tensorflow/saved_model/variables/variables.index",
        "tensorflow/slim.tgz",
        "tensorflow/hub.tar.gz"
      })
  void readsOrRefuses(String name) {
    Siblings files = Fixture.beside(name);
    readsOrRefuses(name, Fixture.bytes(name), mutant -> cost.refusal(mutant, files));
  }

  /** Here it is not the index that is damaged, but what it tells of. */
  @ParameterizedTest
  @CsvSource({
    "sharded/model.safetensors.index.json, model-0.safetensors",
    "tensorflow/slim.ckpt.index, slim.ckpt.data-00002-of-00003",
    "tensorflow/saved_model/variables/variables.index, variables.data-00000-of-00001"
  })
  void readsOrRefusesShards(String name, String shard) {
    Siblings files = Fixture.beside(name);
    byte[] index = Fixture.bytes(name);
    readsOrRefuses(
        name + " with " + shard,
        Tables.array(files.get(shard)),
        mutant ->
            cost.refusal(
                index,
                new Siblings(
                    files.own(),
                    other -> other.equals(shard) ? Fixture.mapped(mutant) : files.get(other))));
  }

  @Test
  void readsOrRefusesObjectGraphs() {
    readsOrRefuses(
        "object graph",
        Tables.objectGraph("tensorflow/keras/ckpt-1"),
        mutant -> {
          byte[] shard = Tables.shardWith(mutant);
          return cost.refusal(
              Tables.indexOf(shard), new Siblings("x.index", other -> Fixture.mapped(shard)));
        });
  }

  private void readsOrRefuses(String name, byte[] original, Function<byte[], String> refusal) {
    assertEquals("", refusal.apply(original));
    int refused;
    try {
      Duration hung = Duration.ofSeconds(30).plusMillis(10L * COUNT);
      refused = assertTimeoutPreemptively(hung, () -> refused(original, refusal));
    } catch (RuntimeException | Error e) {
      throw new AssertionError(name + ", mutant of seed " + seed, e);
    }
    System.out.printf("%s: %d mutants, %d refused; %s%n", name, COUNT, refused, cost);
    assertTrue(refused > COUNT / 20, refused + " refused");
  }

  private int refused(byte[] original, Function<byte[], String> refusal) {
    int refused = 0;
    seed.set(FIRST);
    for (int i = 0; i < COUNT; i++) {
      byte[] mutant = new Mutation(seed.incrementAndGet()).of(original);
      refused += refusal.apply(mutant).isEmpty() ? 0 : 1;
    }
    return refused;
  }
}
