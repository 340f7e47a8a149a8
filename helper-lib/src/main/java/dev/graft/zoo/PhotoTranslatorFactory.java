package dev.graft.zoo;

import ai.djl.Model;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.translator.BaseImageTranslatorFactory;
import ai.djl.translate.Translator;
import dev.graft.TransferModel;
import java.util.Map;

/** Whatever DJL can make an image of goes in. */
final class PhotoTranslatorFactory extends BaseImageTranslatorFactory<Classifications> {
  @Override
  protected Translator<Image, Classifications> buildBaseTranslator(
      Model model, Map<String, ?> arguments) {
    try (TransferModel saved = TransferModel.load(model.getModelPath())) {
      return new PhotoTranslator(saved.contract(), Answer.of(saved.classes(), arguments));
    }
  }

  @Override
  public Class<Classifications> getBaseOutputType() {
    return Classifications.class;
  }
}
