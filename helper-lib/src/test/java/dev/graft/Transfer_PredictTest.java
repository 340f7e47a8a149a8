package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.predict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.evaluate.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Transfer_PredictTest {

  @Test
  void probabilitiesAreThoseOfTheEvaluation() {
    try (TransferModel model = Garden.model("MXNet")) {
      List<Prediction> evaluated = evaluate(model, Garden.IMAGES.test()).predictions();
      List<Prediction> predicted = predict(model, Garden.IMAGES.test());
      assertEquals(12, predicted.size());
      for (int i = 0; i < predicted.size(); i++) {
        assertEquals(evaluated.get(i).probabilities(), predicted.get(i).probabilities());
        assertEquals(evaluated.get(i).image(), predicted.get(i).image());
        assertEquals("", predicted.get(i).label());
      }
    }
  }

  @Test
  void aFileIsPredictedAsTheSameImageInASet(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("unknown.png");
    ImageIO.write(Garden.IMAGES.test().image(3), "png", file.toFile());
    try (TransferModel model = Garden.model("MXNet")) {
      Prediction one = predict(model, file);
      Prediction same = predict(model, Garden.IMAGES.test()).get(3);
      assertEquals(same.probabilities(), one.probabilities());
      assertEquals(file.toString(), one.image());
    }
  }

  @Test
  void aFileThatIsNoImageIsNamed(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no picture");
    try (TransferModel model = Garden.model("MXNet")) {
      RuntimeException refused = assertThrows(RuntimeException.class, () -> predict(model, text));
      assertEquals("image is not readable: " + text + " (not an image)", refused.getMessage());
      RuntimeException missing =
          assertThrows(RuntimeException.class, () -> predict(model, folder.resolve("none.png")));
      assertTrue(
          missing.getMessage().startsWith("image is not readable: " + folder.resolve("none.png")),
          missing.getMessage());
    }
  }

  @Test
  void aModelWithoutHeadSaysWhatToDo() {
    try (TransferModel model = Garden.backbone("MXNet").untrained(1)) {
      assertEquals(
          "this model has no head yet; call replaceHead(model, Head.classifier(classes))",
          assertThrows(IllegalArgumentException.class, () -> predict(model, Garden.IMAGES.test()))
              .getMessage());
    }
  }
}
