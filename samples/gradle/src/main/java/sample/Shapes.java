package sample;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;

import ai.djl.engine.Engine;
import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.train.FineTune;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;

/** Draws a folder of discs and squares, teaches a network to tell them apart, and prints how well it does. */
public final class Shapes {
  private static final int SIZE = 96;

  private Shapes() {}

  public static void main(String[] arguments) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Path folder = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("shapes");
    draw(folder, 24);

    var photos = ImageSet.of(folder).split(0.75, 42);
    try (var model = Backbone.EFFICIENTNET_LITE0.load()) {
      replaceHead(model, Head.classifier(photos.classes()));
      freeze(model);
      var train = augment(photos.train(), Augmentation.flip());
      fineTune(model, train, photos.validation(), FineTune.epochs(5));
      double accuracy = evaluate(model, photos.validation()).accuracy();
      String engines = String.join(" and ", Engine.getAllEngines());
      System.out.println(String.format(Locale.ROOT, "accuracy %.3f on %s", accuracy, engines));
    }
  }

  /** A folder for each class, as {@code ImageSet.of} reads them. */
  private static void draw(Path folder, int each) throws IOException {
    var random = new Random(7);
    for (String kind : new String[] {"disc", "square"}) {
      Path own = Files.createDirectories(folder.resolve(kind));
      for (int i = 0; i < each; i++) {
        var image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(Color.getHSBColor(random.nextFloat(), 0.3f, 0.9f));
        pen.fillRect(0, 0, SIZE, SIZE);
        pen.setColor(Color.getHSBColor(random.nextFloat(), 0.9f, 0.5f));
        int side = 32 + random.nextInt(32);
        int x = random.nextInt(SIZE - side);
        int y = random.nextInt(SIZE - side);
        if (kind.equals("disc")) {
          pen.fillOval(x, y, side, side);
        } else {
          pen.fillRect(x, y, side, side);
        }
        pen.dispose();
        ImageIO.write(image, "png", own.resolve(i + ".png").toFile());
      }
    }
  }
}
