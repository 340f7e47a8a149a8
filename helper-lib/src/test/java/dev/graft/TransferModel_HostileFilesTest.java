package dev.graft;

import static dev.graft.Transfer.freeze;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.graft.data.InputContract;
import dev.graft.weights.Safetensors;
import dev.graft.weights.Sha256;
import dev.graft.weights.Weights;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever stands in a saved model's files, it is loaded or refused, for little time and memory.
 */
class TransferModel_HostileFilesTest {
  private static final long MOST_BYTES = 256 << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path temp;
  private int saved;
  private Path folder;
  private Path json;
  private Path weights;

  @BeforeEach
  void save() {
    folder = temp.resolve("model" + saved++);
    json = folder.resolve("model.json");
    weights = folder.resolve("model.safetensors");
    try (TransferModel model = Garden.model("PyTorch")) {
      freeze(model);
      model.save(folder);
    }
  }

  private String refused() {
    long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    String message =
        assertThrows(IllegalArgumentException.class, () -> TransferModel.load(folder)).getMessage();
    long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertTrue(bytes < MOST_BYTES, bytes + " bytes");
    assertTrue(message.length() < 2000, message);
    String at = "model in " + folder + " is damaged: ";
    assertTrue(message.startsWith(at), message);
    return message.substring(at.length());
  }

  /** Changes the description, and the hash with it, as somebody does who means harm. */
  private void forge(String from, String to) throws IOException {
    String text = Files.readString(json);
    assertTrue(text.contains(from), text);
    Files.writeString(json, text.replace(from, to));
    Map<String, String> metadata = new HashMap<>(Safetensors.metadata(weights));
    metadata.put("graft.sha256.model.json", Sha256.of(json));
    Safetensors.write(weights, Weights.read(weights), metadata);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"height\" : 32` | `\"height\" : 40000` | height is 40000, must be a whole number from 1"
            + " to 4096",
        "`\"width\" : 32` | `\"width\" : -32` | width is -32, must be a whole number from 1 to 4096",
        "`\"width\" : 32` | `\"width\" : 3.2e1` | width is 32.0, must be a whole number from 1 to"
            + " 4096",
        "`\"height\" : 32` | `\"height\" : \"32\"` | height is \"32\", must be a whole number from"
            + " 1 to 4096",
        "`\"height\" : 32,` | `` | height is missing, must be a whole number from 1 to 4096",
        "`\"crop\" : 0.875` | `\"crop\" : 1e999` | crop is Infinity, must be a finite number",
        "`\"crop\" : 0.875` | `\"crop\" : -1e308` | crop is -1.0E308, must be above 0 and at most 1",
        "`[ 127.5, 127.5, 127.5 ],` | `[ 1e308, 0, 0 ],` | mean has 1.0E308, must be a finite number"
            + " everywhere",
        "`\"mean\" : [ 127.5, 127.5, 127.5 ],` | `\"mean\" : [ 0, 0 ],` | mean is [0.0, 0.0] and std"
            + " is [127.5, 127.5, 127.5], each needs three finite values and std none of zero",
        "`\"mean\" : [ 127.5, 127.5, 127.5 ],` | `\"mean\" : 7,` | mean is 7, must be a list",
        "`\"backbone\" : \"mobilenet_v1_0.25\"` | `\"backbone\" : [[[[[[ ]]]]]]` | backbone is"
            + " [[[[… 1]]]], must be text",
        "`\"seed\" : 1` | `\"seed\" : 123456789012345678901234567890` | seed is"
            + " 123456789012345678901234567890, must be a whole number of 64 bits",
        "`\"layers\" : [ {` | `\"layers\" : [ {\"dense\": 1000000000, \"activation\": \"RELU\"}, {` |"
            + " 2 tensors are missing: ",
        "`\"layers\" : [ {` | `\"layers\" : [ {\"dense\": 0, \"activation\": \"RELU\"}, {` | dense is 0,"
            + " must be a whole number from 1 to 2147483647",
        "`\"layers\" : [ {` | `\"layers\" : [ 7, {` | \"7\" is no JSON object",
        "`\"spider\"` | `{\"a\": 1}` | classes has an object of 1 fields, must be text everywhere",
        "`\"frozen\" : [` | `\"frozen\" : [ null,` | frozen has null, must be text everywhere",
        "`\"input\" : {` | `\"input\" : 1, \"was\" : {` | input is 1, must be an object",
      })
  void aValueOutOfBoundsIsNamed(String from, String to, String message) throws IOException {
    forge(from, to == null ? "" : to);
    String refused = refused();
    assertTrue(refused.startsWith(message), refused);
  }

  @Test
  void aDescriptionIsOfALengthThatAPersonCanRead() throws IOException {
    Files.writeString(json, " ".repeat(24 << 20));
    assertEquals("model.json is 25165824 bytes, must be at most 4194304", refused());
    save();
    forge("\"frozen\" : [", "\"frozen\" : [ " + "\"a\",".repeat(100_000));
    assertTrue(
        refused().matches("frozen has 1000\\d\\d elements, must have at most \\d\\d"), refused());
    save();
    forge("\"classes\" : [", "\"classes\" : [ " + "\"a\",".repeat(100_001));
    assertTrue(refused().startsWith("classes has 100007 elements"), refused());
    save();
    forge("\"layers\" : [ {", "\"layers\" : [" + "{\"dropout\": 0.1},".repeat(101) + " {");
    assertEquals("layers has 102 elements, must have at most 100", refused());
  }

  /** Depth and tokens cost heap or stack before any value is looked at. */
  @Test
  void aDescriptionIsNoMazeOfBrackets() throws IOException {
    for (String maze :
        new String[] {"[".repeat(2 << 20), "{\"a\":".repeat(400_000), "[0,".repeat(9)}) {
      Files.writeString(json, "{\"format\": \"graft-model-2\", \"x\": " + maze);
      String refused = refused();
      assertTrue(refused.startsWith("model.json is no JSON: "), refused);
    }
  }

  @Test
  void aChangeIsNoticed() throws IOException {
    String before = Sha256.of(json);
    Files.writeString(json, Files.readString(json).replace("\"crop\" : 0.875", "\"crop\" : 0.876"));
    assertEquals(
        "model.json has sha256 %s, model.safetensors says %s; undo the change, or save the model again"
            .formatted(Sha256.of(json), before),
        refused());
    // taking the newer format away does not take the hash away
    Files.writeString(json, Files.readString(json).replace("graft-model-2", "graft-model-1"));
    assertTrue(refused().startsWith("model.json has sha256 "), refused());
    save();
    Safetensors.write(weights, Weights.read(weights), Map.of("format", "pt"));
    assertTrue(refused().endsWith("says none; undo the change, or save the model again"));
  }

  /** What may not be loaded again is not saved. */
  @Test
  void whatCouldNotBeReadIsNotSaved() {
    assertEquals(
        "input size is 5000, must be at most 4096",
        assertThrows(IllegalArgumentException.class, () -> Garden.backbone("PyTorch").size(5000))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> InputContract.rgb(5000, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> InputContract.rgb(32, Float.NaN, 1, 1));
    try (TransferModel model = Garden.backbone("PyTorch").untrained(1)) {
      var many = java.util.stream.IntStream.range(0, 100_001).mapToObj(i -> "c" + i).toList();
      ModelState state = model.state();
      var large =
          new ModelState(
              state.backbone(),
              state.graph(),
              state.weights(),
              state.frozen(),
              state.head(),
              many,
              state.contract());
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> ModelFiles.write(temp.resolve("large"), large, "PyTorch"))
              .getMessage();
      assertTrue(message.matches("model.json would be \\d+ bytes of 100001 classes, .*"), message);
    }
  }

  /**
   * A folder may hold a pipe or a device under any name: nothing is read from it, or waited for.
   */
  @Test
  void aDeviceIsNoDescription() throws IOException {
    Path endless = Path.of("/dev/zero");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(endless), "no /dev/zero here");
    for (String name : new String[] {"model.json", "model.safetensors"}) {
      save();
      Path file = folder.resolve(name);
      Files.delete(file);
      Files.createSymbolicLink(file, endless);
      assertThrows(IllegalArgumentException.class, () -> TransferModel.load(folder));
    }
  }
}
