package dev.graft;

import dev.graft.backbone.Pooling;
import dev.graft.data.TextContract;
import dev.graft.engine.Engines;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.TokenMean;
import dev.graft.graph.UnitLength;
import dev.graft.infer.read.OnnxTokens;
import dev.graft.infer.read.UnreadOperatorException;
import dev.graft.text.Tokenizer;
import dev.graft.text.TokenizerKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An ONNX text encoder of somebody else's on its way to be a backbone that learns: how long texts
 * are, and what is made of their tokens.
 *
 * <pre>{@code
 * var model = Backbone.onnx(Path.of("minilm/model.onnx")).texts().longest(64).load();
 * replaceHead(model, Head.classifier(reviews.classes()));
 * freeze(model);
 * unfreeze(model, Layers.last(2));
 * }</pre>
 *
 * <p>Taken are transformers without an order of their own, such as BERT, MiniLM or DistilBERT: ids
 * of tokens {@code (N, T)}, and where the file has them a mask, kinds of text (all tokens are of
 * the first) and places. What padding there is, is never looked at. The network ends at the last
 * value that has numbers for each token.
 *
 * @param file in ONNX format
 * @param tokenizer whose ids it was trained with; without it, {@code tokenizer.json} beside the
 *     file, else {@code vocab.txt} of a BERT that knows no capital letters
 * @param longest tokens of a text that are read, those around it among them, 8 to 65,536
 * @param pooling what a head reads of the tokens
 * @param prefix that is put before every text
 * @param output the value at which it ends, {@code (N, T, C)}; without it, the first of that kind
 * @param engine that trains; without it, by the rule in {@link Engines}
 */
public record OnnxTexts(
    Path file,
    Optional<Tokenizer> tokenizer,
    int longest,
    Pooling pooling,
    String prefix,
    Optional<String> output,
    Optional<String> engine) {
  private static final int USUAL = 128;

  static OnnxTexts of(Path file, Optional<String> output, Optional<String> engine) {
    return new OnnxTexts(file, Optional.empty(), USUAL, Pooling.MEAN, "", output, engine);
  }

  /**
   * Names the tokenizer.
   *
   * @param its whose ids the file was trained with
   * @return new options
   */
  public OnnxTexts tokenizer(Tokenizer its) {
    return new OnnxTexts(file, Optional.of(its), longest, pooling, prefix, output, engine);
  }

  /**
   * Reads more or less of each text than 128 tokens.
   *
   * @param tokens that are read; what is more is cut off
   * @return new options
   */
  public OnnxTexts longest(int tokens) {
    return new OnnxTexts(file, tokenizer, tokens, pooling, prefix, output, engine);
  }

  /**
   * Chooses what a head reads of the tokens, in place of the mean of those that are there.
   *
   * @param wanted as the file's publisher does
   * @return new options
   */
  public OnnxTexts pooling(Pooling wanted) {
    return new OnnxTexts(file, tokenizer, longest, wanted, prefix, output, engine);
  }

  /**
   * Puts words before every text, as some publishers do.
   *
   * @param words such as {@code "query: "}
   * @return new options
   */
  public OnnxTexts prefix(String words) {
    return new OnnxTexts(file, tokenizer, longest, pooling, words, output, engine);
  }

  /**
   * Reads the network; nothing of the file is run.
   *
   * @return a model without head, all of it trainable
   * @throws IllegalArgumentException when the file cannot be taken, or the tokenizer is another
   *     model's; the text says why
   */
  public TransferModel load() {
    String name = file.getFileName().toString().replaceFirst("\\.onnx$", "");
    var contract = new TextContract(tokenizer.orElseGet(this::beside), longest, prefix);
    OnnxTokens read;
    try {
      read = OnnxTokens.read(file, name, output, longest);
    } catch (UnreadOperatorException e) {
      throw new IllegalArgumentException(e.getMessage() + " (" + file.getFileName() + ")", e);
    }
    Graph body = pooled(read.graph());
    TokenIds.requireKnown(body, contract.tokenizer());
    var state =
        new ModelState(
            new OwnTexts(body),
            body,
            read.weights().select(body),
            Set.of(),
            Optional.empty(),
            List.of(),
            contract.longest(read.longest()));
    return new TransferModel(state, engine.orElseGet(Engines::choose));
  }

  private Graph pooled(Graph tokens) {
    GraphBuilder net = GraphBuilder.onto(tokens);
    switch (pooling) {
      case CLASS, UNIT_CLASS -> net.then("pooled", new TokenMean(0, 1));
      default -> net.then("pooled", new TokenMean(0, net.shape().get(1)), tokens.inputs().get(1));
    }
    boolean unit = pooling == Pooling.UNIT_CLASS || pooling == Pooling.UNIT_MEAN;
    return (unit ? net.then("unit", new UnitLength()) : net).stage("top").build();
  }

  private Tokenizer beside() {
    Path folder = file.toAbsolutePath().getParent();
    return List.of(TokenizerKind.JSON, TokenizerKind.UNCASED).stream()
        .filter(kind -> Files.isRegularFile(folder.resolve(kind.files().get(0))))
        .findFirst()
        .map(kind -> Tokenizer.in(kind, folder))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no tokenizer.json and no vocab.txt beside "
                        + file.getFileName()
                        + "; give tokenizer(Tokenizer.read(file))"));
  }
}
