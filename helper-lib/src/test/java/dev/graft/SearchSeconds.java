package dev.graft;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.search;

import dev.graft.data.Augmentation;
import dev.graft.data.Samples;
import dev.graft.train.FineTune;

/**
 * Prints how long a search of 40 trials over head and rate takes on ants and bees once the cache is
 * warm. To be run by hand: a figure of a busy machine is no fact that a test could hold to.
 */
final class SearchSeconds {
  private SearchSeconds() {}

  public static void main(String... args) {
    var data = Samples.antsAndBees();
    var train = augment(data.train(), Augmentation.flip().rotate(15)).views(2);
    try (TransferModel model = Backbone.EFFICIENTNET_LITE0.load()) {
      replaceHead(model, Head.classifier(data.classes()));
      Transfer.freeze(model);
      fineTune(model, train, data.validation(), FineTune.epochs(2));
      long start = System.nanoTime();
      var plan = Search.random(40).epochs(5).learningRate(1e-4, 1e-1).dropout(0, 0.7);
      Trials found = search(model, train, data.validation(), plan);
      System.out.println((System.nanoTime() - start) / 1e9 + " s; best: " + found.best());
    }
  }
}
