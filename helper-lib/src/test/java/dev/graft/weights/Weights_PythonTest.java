package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.reference.Published;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the libraries at hand save with random weights is read with every value as it was. */
class Weights_PythonTest {
  private static final String BACKEND =
      "import os; os.environ.setdefault('KERAS_BACKEND', 'torch'); ";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "torch, torch, 8",
    "timm, timm, 3",
    "keras, 'keras, torch, h5py', 9",
    "tensorflow, tensorflow, 4"
  })
  void readsWhatPythonSaves(String library, String modules, int files) {
    assumeTrue(
        Published.python("-c", BACKEND + "import " + modules + "; print('ok')")
            .strip()
            .equals("ok"),
        "this Python has no " + library + "; set GRAFT_PYTHON");
    String report = Published.python("src/test/python/save_weights.py", folder.toString(), library);
    Map<String, String> expected = new LinkedHashMap<>();
    Map<String, String> actual = new LinkedHashMap<>();
    report
        .lines()
        .filter(line -> line.matches("\\S+ [0-9a-f]{64}"))
        .map(line -> line.split(" "))
        .forEach(
            words -> {
              expected.put(words[0], words[1]);
              actual.put(words[0], Weights.read(folder.resolve(words[0])).sha256());
            });
    assertEquals(files, expected.size(), report);
    assertEquals(expected, actual);
  }
}
