package dev.graft.infer;

/** In what numbers the frozen part of a network is computed. */
public enum Precision {
  /** 32 bits with a point, as the weights were published. */
  FLOAT,
  /** Products of whole numbers of 8 bits, summed in 32. */
  INT8
}
