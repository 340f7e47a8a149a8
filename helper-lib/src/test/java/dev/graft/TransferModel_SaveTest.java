package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.data.ImageSet;
import dev.graft.data.InputContract.Interpolation;
import dev.graft.engine.EngineSource;
import dev.graft.graph.Layers;
import dev.graft.reference.Published;
import dev.graft.weights.Safetensors;
import dev.graft.weights.Tensor;
import dev.graft.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferModel_SaveTest {
  private static final ImageSet IMAGES = Garden.IMAGES.test();

  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void choose() {
    folder = temp.resolve("models/insects");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void edit(String from, String to) throws IOException {
    Path file = folder.resolve("model.json");
    String json = Files.readString(file);
    assertTrue(json.contains(from), json);
    Files.writeString(file, json.replace(from, to));
  }

  /** Makes it what Graft wrote when no hash covered the description. */
  private void asBefore() throws IOException {
    edit("graft-model-2", "graft-model-1");
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, Weights.read(file), Map.of("format", "pt"));
  }

  private String refusedToLoad() {
    return assertThrows(IllegalArgumentException.class, () -> TransferModel.load(folder))
        .getMessage();
  }

  private void saveOne() {
    try (TransferModel model = Garden.model("MXNet")) {
      freeze(model);
      model.save(folder);
    }
  }

  @EngineSource
  void whatIsLoadedEqualsWhatWasSaved(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      Head head = Garden.head().flatten().dense(8, Head.Activation.TANH).dropout(0.3).seed(9);
      replaceHead(model, head);
      freeze(model);
      unfreeze(model, Layers.named("block13"));
      Garden.fineTune(model, Garden.ONE);
      model.save(folder);
      try (TransferModel loaded = TransferModel.load(folder)) {
        assertEquals(model.weights().sha256(), loaded.weights().sha256());
        assertEquals(model.classes(), loaded.classes());
        assertEquals(model.contract(), loaded.contract());
        assertEquals(model.frozenNodes(), loaded.frozenNodes());
        assertEquals(model.state().head(), loaded.state().head());
        assertEquals(model.table().toString(), loaded.table().toString());
        assertEquals(evaluate(model, IMAGES).predictions(), evaluate(loaded, IMAGES).predictions());
        replaceHead(loaded, head);
        assertEquals(1, Garden.fineTune(loaded, Garden.ONE).epochs().size());
      }
    }
  }

  @Test
  void aModelWithoutHeadIsSavedToo() {
    try (TransferModel model = Garden.backbone("MXNet").untrained(1)) {
      model.save(folder);
      try (TransferModel loaded = TransferModel.load(folder)) {
        assertEquals(model.weights().sha256(), loaded.weights().sha256());
        assertEquals("block13", loaded.graph().stages().get(13).name());
        replaceHead(loaded, Garden.head());
        assertEquals(12, evaluate(loaded, IMAGES).size());
      }
    }
  }

  /** Law 5: the contract is the saved one, not the catalogue's. */
  @Test
  void theSavedContractIsHonoured() throws IOException {
    saveOne();
    float[] before;
    try (TransferModel loaded = TransferModel.load(folder)) {
      assertEquals(Garden.backbone("MXNet").contract(), loaded.contract());
      before = probabilities(loaded);
    }
    asBefore();
    edit("\"order\" : \"RGB\"", "\"order\" : \"BGR\"");
    edit("\"mean\" : [ 127.5, 127.5, 127.5 ]", "\"mean\" : [ 103.9, 116.8, 123.7 ]");
    edit("\"crop\" : 0.875", "\"crop\" : 1.0");
    edit("\"interpolation\" : \"BILINEAR\"", "\"interpolation\" : \"BICUBIC\"");
    try (TransferModel loaded = TransferModel.load(folder)) {
      assertEquals(List.of(103.9f, 116.8f, 123.7f), loaded.contract().mean());
      assertEquals(1.0, loaded.contract().crop());
      float[] after = probabilities(loaded);
      assertTrue(Math.abs(before[0] - after[0]) > 1e-7, before[0] + " and " + after[0]);
      loaded.save(folder);
    }
    try (TransferModel again = TransferModel.load(folder)) {
      assertEquals("BGR", again.contract().order().name());
      assertEquals(Interpolation.BICUBIC, again.contract().interpolation());
    }
  }

  /** Models were bilinear before they said so. */
  @Test
  void anOlderModelIsBilinear() throws IOException {
    saveOne();
    asBefore();
    edit(",\n    \"interpolation\" : \"BILINEAR\"", "");
    try (TransferModel loaded = TransferModel.load(folder)) {
      assertEquals(Garden.backbone("MXNet").contract(), loaded.contract());
    }
  }

  private static float[] probabilities(TransferModel model) {
    var all = predict(model, IMAGES).get(0).probabilities();
    float[] values = new float[all.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = all.get(i).floatValue();
    }
    return values;
  }

  @Test
  void aFolderOfPhotosIsNotOverwritten() throws IOException {
    Files.createDirectories(folder.resolve("ants"));
    Files.writeString(folder.resolve("ants/1.jpg"), "photo");
    try (TransferModel model = Garden.model("MXNet")) {
      assertEquals(
          "insects exists and is no saved model; choose a new folder",
          assertThrows(IllegalArgumentException.class, () -> model.save(folder)).getMessage());
      Files.writeString(folder.resolve("model.json"), "{\"format\": \"layers-model\"}");
      assertThrows(IllegalArgumentException.class, () -> model.save(folder));
      Path file = Files.writeString(temp.resolve("file"), "text");
      assertThrows(IllegalArgumentException.class, () -> model.save(file));
    }
    assertEquals("photo", Files.readString(folder.resolve("ants/1.jpg")));
    assertEquals(List.of("ants", "model.json"), names(folder));
    assertEquals(List.of("insects"), names(folder.getParent()));
  }

  @Test
  void savingAgainReplacesTheModelAndKeepsOtherFiles() throws IOException {
    saveOne();
    Files.writeString(folder.resolve("notes.txt"), "mine");
    try (TransferModel model = TransferModel.load(folder)) {
      replaceHead(model, Garden.head().seed(3));
      model.save(folder);
      try (TransferModel loaded = TransferModel.load(folder)) {
        assertEquals(model.weights().sha256(), loaded.weights().sha256());
      }
    }
    assertEquals(
        List.of("model.json", "model.safetensors", "notes.txt", "serving.properties"),
        names(folder));
    assertEquals("mine", Files.readString(folder.resolve("notes.txt")));
    assertEquals(List.of("insects"), names(folder.getParent()));
  }

  /** A tensor that the format has no name for fails in the middle of writing. */
  @Test
  void theOldModelStaysWholeWhereTheNewOneFails() throws IOException {
    saveOne();
    byte[] before = Files.readAllBytes(folder.resolve("model.safetensors"));
    try (TransferModel model = Garden.model("MXNet")) {
      Tensor any = model.weights().get("head.classifier.bias");
      ModelState bad =
          new ModelState(
              model.state().backbone(),
              model.graph(),
              model.weights().with(Map.of("__metadata__", any)),
              Set.of(),
              model.state().head(),
              model.classes(),
              model.contract());
      assertThrows(IllegalArgumentException.class, () -> ModelFiles.write(folder, bad, "MXNet"));
    }
    assertArrayEquals(before, Files.readAllBytes(folder.resolve("model.safetensors")));
    assertEquals(List.of("insects"), names(folder.getParent()));
    TransferModel.load(folder).close();
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "text");
    try (TransferModel model = Garden.model("MXNet")) {
      String message =
          assertThrows(UncheckedIOException.class, () -> model.save(file.resolve("model")))
              .getMessage();
      assertTrue(
          message.startsWith("model cannot be saved to " + file.resolve("model") + ": "), message);
    }
  }

  @Test
  void aFolderWithoutModelIsNamed() throws IOException {
    assertEquals(
        "no model in " + folder + ": model.json is missing or cannot be read", refusedToLoad());
    saveOne();
    Files.writeString(folder.resolve("model.json"), "{\"format\": ");
    String cut = refusedToLoad();
    assertTrue(cut.startsWith("model in " + folder + " is damaged: model.json is no JSON: "), cut);
    Files.writeString(folder.resolve("model.json"), "");
    assertEquals(
        "model in " + folder + " has format \"\"; this Graft reads \"graft-model-2\"",
        refusedToLoad());
  }

  @Test
  void aDamagedDescriptionIsNamed() throws IOException {
    String damaged = "model in " + folder + " is damaged: ";
    saveOne();
    edit("\"RGB\"", "\"GRB\"");
    assertEquals(damaged + "order is \"GRB\", must be one of [RGB, BGR]", refusedToLoad());
    saveOne();
    edit("\"width\" : 32", "\"width\" : 48");
    assertEquals(
        damaged + "input size is 32 × 48; what is no square has sides of multiples of 32",
        refusedToLoad());
    saveOne();
    edit("\"conv_pw_13\"", "\"conv_pw_14\"");
    assertEquals(
        damaged + "frozen has \"conv_pw_14\", which is no layer of mobilenet_v1_0.25",
        refusedToLoad());
    saveOne();
    edit("\"spider\"", "\"ant\"");
    assertEquals(
        damaged
            + "classes is [ant, bee, beetle, butterfly, ladybird, ant], must be two or more"
            + " different names",
        refusedToLoad());
    saveOne();
    edit("mobilenet_v1_0.25", "mobilenet_v9");
    assertTrue(refusedToLoad().startsWith(damaged + "no backbone \"mobilenet_v9\"; there are "));
  }

  @Test
  void weightsThatAreNotTheModelsAreNamed() throws IOException {
    saveOne();
    try (TransferModel other = Garden.model("MXNet")) {
      replaceHead(other, Garden.head().seed(2));
      Safetensors.write(folder.resolve("model.safetensors"), other.weights(), Map.of());
      String message = refusedToLoad();
      assertTrue(
          message.matches(
              ".* is damaged: weights have sha256 [0-9a-f]{64}, model.json says [0-9a-f]{64}; one"
                  + " of the two files was replaced"),
          message);
      assertTrue(message.contains(other.weights().sha256()));
    }
    Files.write(folder.resolve("model.safetensors"), new byte[] {1, 2, 3});
    assertTrue(refusedToLoad().endsWith("(" + folder.resolve("model.safetensors") + ")"));
    Files.delete(folder.resolve("model.safetensors"));
    assertTrue(refusedToLoad().contains("model.safetensors"), refusedToLoad());
  }

  @Test
  void pythonOpensTheWeights() {
    assumeTrue(
        Published.python("-c", "import safetensors.numpy; print('ok')").strip().equals("ok"),
        "this Python has no safetensors; set GRAFT_PYTHON");
    try (TransferModel model = Garden.model("MXNet")) {
      model.save(folder);
      Tensor weight = model.weights().get("head.classifier.weight");
      String said =
          Published.python(
              "-c",
              "import sys; from safetensors import safe_open; f = safe_open(sys.argv[1], 'np');"
                  + " t = f.get_tensor('head.classifier.weight');"
                  + " print(len(f.keys()), f.metadata()['backbone'], t.shape, t.dtype, t[5, 255])",
              folder.resolve("model.safetensors").toString());
      assertEquals(
          model.weights().names().size()
              + " mobilenet_v1_0.25 (6, 256) float32 "
              + weight.toArray()[6 * 256 - 1],
          said.strip());
    }
  }

  @Test
  void othersMayReadWhatWasSaved() throws IOException {
    saveOne();
    Files.createDirectory(temp.resolve("plain"));
    Files.writeString(temp.resolve("plain/file"), "");
    assumeTrue(Files.getFileStore(temp).supportsFileAttributeView("posix"), "no POSIX rights here");
    assertEquals(
        Files.getPosixFilePermissions(temp.resolve("plain")),
        Files.getPosixFilePermissions(folder));
    for (String name : names(folder)) {
      assertEquals(
          Files.getPosixFilePermissions(temp.resolve("plain/file")),
          Files.getPosixFilePermissions(folder.resolve(name)),
          name);
    }
    assertNotEquals(Set.of(), Files.getPosixFilePermissions(folder));
  }
}
