package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged file is read or refused by a {@link WeightsException}; there is no third way. */
class MutatedWeightsTest {
  private static final int MUTANTS = 3000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tensors.safetensors",
        "tensors-zip.pth",
        "tensors-legacy.pth",
        "protocol4-legacy.pth",
        "module-zip.pth"
      })
  void readsOrRefuses(String name) {
    byte[] original = Fixture.bytes(name);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          int refused = 0;
          for (int seed = 0; seed < MUTANTS; seed++) {
            refused += survives(seed, mutant(original, new Random(seed)));
          }
          assertTrue(refused > MUTANTS / 10, refused + " refused");
        });
  }

  @Test
  void readsOrRefusesRandomPrograms() {
    String[] words = {
      "(",
      "0",
      "1",
      "2",
      "N",
      "K\1",
      "M\1\1",
      ")",
      "t",
      "\u0085",
      "\u0086",
      "\u0087",
      "]",
      "a",
      "e",
      "}",
      "s",
      "u",
      "q\0",
      "q\1",
      "h\0",
      "h\1",
      "\u0094",
      "R",
      "Q",
      "b",
      "X\1\0\0\0w",
      "X\7\0\0\0storage",
      "ctorch\nFloatStorage\n",
      "ctorch\nLongStorage\n",
      "ccollections\nOrderedDict\n",
      "ctorch._utils\n_rebuild_tensor_v2\n",
      "ctorch._utils\n_rebuild_parameter\n",
      "(X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0aNK\4NtQ"
    };
    var random = new Random(1);
    for (int program = 0; program < 30_000; program++) {
      var pickle = new StringBuilder();
      for (int i = random.nextInt(30); i >= 0; i--) {
        pickle.append(words[random.nextInt(words.length)]);
      }
      pickle.append('.');
      try {
        var code = ByteBuffer.wrap(pickle.toString().getBytes(StandardCharsets.ISO_8859_1));
        new TorchTensors(storage -> ByteBuffer.allocateDirect(16), 100)
            .all(Unpickler.read(new Cursor(code)));
      } catch (WeightsException e) {
        continue;
      }
    }
  }

  private static int survives(int seed, byte[] mutant) {
    try {
      StateDict.of(Weights.tensors(Fixture.mapped(mutant))).sha256();
      return 0;
    } catch (WeightsException e) {
      return 1;
    } catch (RuntimeException | Error e) {
      throw new AssertionError("mutant of seed " + seed, e);
    }
  }

  private static byte[] mutant(byte[] original, Random random) {
    byte[] mutant = original.clone();
    switch (random.nextInt(4)) {
      case 0 -> mutant = Arrays.copyOf(mutant, random.nextInt(mutant.length));
      case 1 -> {
        int at = random.nextInt(mutant.length - 8);
        System.arraycopy(
            original, random.nextInt(mutant.length - 8), mutant, at, 1 + random.nextInt(8));
      }
      case 2 -> mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
      default -> {
        for (int i = random.nextInt(6); i >= 0; i--) {
          mutant[random.nextInt(mutant.length)] = (byte) (random.nextInt(3) * 127 + 1);
        }
      }
    }
    return mutant;
  }
}
