package dev.graft.zoo;

import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import dev.graft.data.InputContract;
import dev.graft.data.Inputs;
import dev.graft.data.Unlabelled;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import javax.imageio.ImageIO;

/** A photo as the network wants to see it, and a row of its outputs as an answer. */
final class PhotoTranslator implements Translator<Image, Classifications> {
  private final InputContract contract;
  private final Answer answer;

  PhotoTranslator(InputContract contract, Answer answer) {
    this.contract = contract;
    this.answer = answer;
  }

  @Override
  public NDList processInput(TranslatorContext context, Image image) throws IOException {
    Inputs one = Unlabelled.of(picture(image)).inputs(contract);
    var shape = contract.inputs().get(0);
    FloatBuffer pixels = FloatBuffer.allocate((int) shape.size());
    one.read(0, pixels);
    return new NDList(context.getNDManager().create(pixels.flip(), new Shape(shape.toArray())));
  }

  /** An image of another library than the JDK's goes through a file that loses nothing. */
  private static BufferedImage picture(Image image) throws IOException {
    if (image.getWrappedImage() instanceof BufferedImage picture) {
      return picture;
    }
    var file = new ByteArrayOutputStream();
    image.save(file, "png");
    return ImageIO.read(new ByteArrayInputStream(file.toByteArray()));
  }

  @Override
  public Classifications processOutput(TranslatorContext context, NDList outputs) {
    return answer.of(outputs.head().toFloatArray());
  }
}
