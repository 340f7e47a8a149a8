package dev.graft.train;

/** How a step follows from a gradient. */
public sealed interface Rule {
  /** Adam, weight decay added to the gradient (Kingma and Ba 2015). */
  record Adam() implements Rule {}

  /** Adam, weight decay on the weights themselves (Loshchilov and Hutter 2019). */
  record AdamW() implements Rule {}

  /**
   * Stochastic gradient descent.
   *
   * @param momentum at least 0 and below 1
   */
  record Sgd(double momentum) implements Rule {
    /** Checks the momentum. */
    public Sgd {
      Require.that(momentum >= 0 && momentum < 1, "momentum", momentum, "at least 0 and below 1");
    }
  }
}
