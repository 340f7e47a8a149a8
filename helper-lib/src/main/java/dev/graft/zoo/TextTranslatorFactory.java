package dev.graft.zoo;

import ai.djl.Model;
import ai.djl.modality.Classifications;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.modality.nlp.translator.TextClassificationServingTranslator;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorFactory;
import ai.djl.util.Pair;
import dev.graft.TransferModel;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;

/** A text, or a request to DJL Serving, goes in. */
final class TextTranslatorFactory implements TranslatorFactory {
  private static final Pair<Type, Type> PLAIN = new Pair<>(String.class, Classifications.class);
  private static final Pair<Type, Type> SERVED = new Pair<>(Input.class, Output.class);

  @Override
  public Set<Pair<Type, Type>> getSupportedTypes() {
    return Set.of(PLAIN, SERVED);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <I, O> Translator<I, O> newInstance(
      Class<I> input, Class<O> output, Model model, Map<String, ?> arguments) {
    try (TransferModel saved = TransferModel.load(model.getModelPath())) {
      var plain = new TextTranslator(saved.textContract(), Answer.of(saved.classes(), arguments));
      return (Translator<I, O>)
          (input == Input.class ? new TextClassificationServingTranslator(plain) : plain);
    }
  }
}
