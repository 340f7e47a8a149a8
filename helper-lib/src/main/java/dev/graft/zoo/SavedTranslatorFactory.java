package dev.graft.zoo;

import ai.djl.Model;
import ai.djl.modality.Classifications;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorFactory;
import ai.djl.util.Pair;
import dev.graft.Head;
import dev.graft.TransferModel;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Prepares photos or texts as a model that {@link TransferModel#save} wrote wants them, and names
 * its answers:
 *
 * <pre>{@code
 * Criteria.builder()
 *     .setTypes(Image.class, Classifications.class)
 *     .optModelPath(folder)
 *     .optTranslatorFactory(new SavedTranslatorFactory())
 *     .build()
 * }</pre>
 *
 * <p>Of photos an {@code Image}, a path, an address or a stream goes in, of texts a {@code String};
 * {@link Classifications} come out. DJL Serving's {@code Input} and {@code Output} are taken too;
 * for them the folder itself names this class. As with DJL's own translators, the argument {@code
 * topK} says how many classes an answer prints, 5 unless it is given.
 */
public final class SavedTranslatorFactory implements TranslatorFactory {
  private static final PhotoTranslatorFactory PHOTOS = new PhotoTranslatorFactory();
  private static final TextTranslatorFactory TEXTS = new TextTranslatorFactory();

  @Override
  public Set<Pair<Type, Type>> getSupportedTypes() {
    Set<Pair<Type, Type>> both = new HashSet<>(PHOTOS.getSupportedTypes());
    both.addAll(TEXTS.getSupportedTypes());
    return both;
  }

  @Override
  public <I, O> Translator<I, O> newInstance(
      Class<I> input, Class<O> output, Model model, Map<String, ?> arguments)
      throws TranslateException {
    TranslatorFactory its = readsTexts(model) ? TEXTS : PHOTOS;
    if (!its.isSupported(input, output)) {
      throw new IllegalArgumentException(
          "this model takes %s; asked for were %s and %s"
              .formatted(
                  its == TEXTS
                      ? "String and gives Classifications"
                      : "Image and gives Classifications",
                  input.getSimpleName(),
                  output.getSimpleName()));
    }
    return its.newInstance(input, output, model, arguments);
  }

  private static boolean readsTexts(Model model) {
    try (TransferModel saved = TransferModel.load(model.getModelPath())) {
      Head.Output output = saved.output();
      if (output != Head.Output.SOFTMAX && output != Head.Output.BINARY) {
        throw new IllegalArgumentException(
            "this model answers with %s, only one class of several becomes Classifications"
                .formatted(output.name().toLowerCase(Locale.ROOT)));
      }
      return saved.readsTexts();
    }
  }
}
