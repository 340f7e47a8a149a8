package dev.graft;

import dev.graft.backbone.Pooling;
import dev.graft.backbone.SmallTexts;
import dev.graft.data.TextSet;
import dev.graft.text.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small encoder without any weight file, and sentences of two kinds to teach it. */
public final class Reviews {
  private static final SmallTexts.Network BERT = SmallTexts.Network.BERT;
  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
  private static final List<String> GOOD = List.of("fine", "funny", "warm", "bright");
  private static final List<String> BAD = List.of("dull", "cold", "long", "grey");
  private static final List<String> FILLING =
      List.of("the", "film", "is", "and", "a", "very", "story", "of", "love", "##s", "##ly");

  static final TextSet.Parts TEXTS = texts(40, 1).split(0.7, 3);

  private Reviews() {}

  /** Sentences of 3 to 12 words, one of which says which kind it is. */
  static TextSet texts(int count, long seed) {
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean good = i % 2 == 0;
      List<String> words = new ArrayList<>();
      int length = 2 + random.nextInt(10);
      for (int word = 0; word < length; word++) {
        words.add(FILLING.get(random.nextInt(9)));
      }
      words.add(random.nextInt(words.size()), (good ? GOOD : BAD).get(random.nextInt(4)));
      texts.add(String.join(" ", words));
      labels.add(good ? "good" : "bad");
    }
    return TextSet.of(texts, labels);
  }

  static Tokenizer tokenizer() {
    List<String> vocabulary = new ArrayList<>(SPECIAL);
    vocabulary.addAll(GOOD);
    vocabulary.addAll(BAD);
    vocabulary.addAll(FILLING);
    try {
      Path file = Files.createTempFile("graft", "vocab.txt");
      Files.write(file, vocabulary);
      try {
        return Tokenizer.uncased(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** BERT of two blocks and 24 channels that reads sixteen tokens. */
  static TextEncoder encoder(String engine) {
    var small =
        new TextArchitecture("small", tokens -> BERT.graph(Pooling.MEAN, tokens), (g, s) -> s);
    return new TextEncoder(small.longest(16), engine);
  }

  /** One that can be saved and opened again: its layers come from an ONNX file. */
  public static TransferModel reader() {
    Path file = Path.of("src/test/resources/reference/onnx/texts_bert.onnx");
    return Backbone.onnx(file).texts().longest(12).tokenizer(tokenizer()).load();
  }

  /** With a head that tells the classes apart a little, so that gradients reach the body. */
  static TransferModel model(String engine) {
    TextEncoder encoder = encoder(engine);
    TransferModel model = encoder.model(BERT.weights(encoder.graph()), tokenizer());
    Transfer.replaceHead(model, Head.classifier(TEXTS.classes()).seed(1));
    return Garden.worn(model);
  }
}
