package dev.graft.weights;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A pickle of random opcodes is read or refused by a {@link WeightsException}. */
class RandomPicklesTest {
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
}
