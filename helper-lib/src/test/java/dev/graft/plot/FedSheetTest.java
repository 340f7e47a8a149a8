package dev.graft.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.data.ImageSet;
import dev.graft.data.InputContract;
import dev.graft.data.InputContract.Order;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FedSheetTest {
  private static final InputContract TRAINED = InputContract.rgb(8, 127, 128, 1);
  private static final int PHOTO = new Color(200, 100, 40).getRGB();
  @TempDir private Path folder;
  private ImageSet photo;

  @BeforeEach
  void paint() throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64; i++) {
      image.setRGB(i % 8, i / 8, PHOTO);
    }
    for (String name : List.of("a", "b")) {
      Path file = Files.createDirectories(folder.resolve(name)).resolve("1.png");
      ImageIO.write(image, "png", Files.newOutputStream(file));
    }
    photo = ImageSet.of(folder);
  }

  @Test
  void eachWayIsShownAsTheNetworkTakesIt() {
    Map<String, InputContract> ways = new LinkedHashMap<>();
    ways.put("as trained", TRAINED);
    ways.put("blue first", TRAINED.order(Order.BGR));
    ways.put("from 0 to 1", TRAINED.normalization(0, 255));
    ways.put("not scaled", TRAINED.normalization(0, 1));
    Figure sheet = Plots.fed(photo, TRAINED, ways);
    assertEquals("One photo, fed in 4 ways", sheet.toString());
    assertColour(new Color(200, 100, 40), sheet, 0);
    assertColour(new Color(40, 100, 200), sheet, 1);
    assertColour(new Color(227, 177, 147), sheet, 2); // 128 · x / 255 + 127
    assertColour(Color.WHITE, sheet, 3);
  }

  @Test
  void aNetworkOfBlueFirstTakesItsOwnAsItIs() {
    InputContract caffe = TRAINED.order(Order.BGR);
    assertColour(new Color(200, 100, 40), Plots.fed(photo, caffe, Map.of("own", caffe)), 0);
  }

  @Test
  void noWayIsRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> Plots.fed(photo, TRAINED, Map.of()));
    assertEquals("no way to feed the photo; one or more are needed", e.getMessage());
  }

  private static void assertColour(Color expected, Figure sheet, int tile) {
    assertEquals(expected, new Color(sheet.image().getRGB(14 + 186 * tile + 86, 46 + 86)));
  }
}
