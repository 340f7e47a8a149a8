package dev.graft.backbone;

/** What is made of a text's tokens for a head to read: one vector. */
public enum Pooling {
  /** The class token, which stands before the text. */
  CLASS,
  /** The mean of the tokens that are there. */
  MEAN,
  /** The class token at unit length, whose products are cosines. */
  UNIT_CLASS,
  /** The mean at unit length. */
  UNIT_MEAN
}
