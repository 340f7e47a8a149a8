package dev.graft;

/**
 * The verbs, imported into every notebook.
 *
 * <pre>{@code
 * var model = Backbone.EFFICIENTNET_LITE0.load();
 * replaceHead(model, Head.classifier(data.classes()).dropout(0.2));
 * freeze(model);
 * var train = augment(data.train(), Augmentation.flip().rotate(15));
 * var history = fineTune(model, train, data.validation(), FineTune.epochs(5));
 * var result = evaluate(model, data.validation());
 * }</pre>
 *
 * <p>Verbs declare, so running a cell again changes nothing; only {@link #fineTune} accumulates.
 */
public final class Transfer extends Auditing {
  // What is imported of a class is imported of those above it too: one file a kind of verb, from
  // Auditing up to Surgery.
  private Transfer() {}
}
