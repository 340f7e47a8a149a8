package dev.graft.graph;

import java.util.List;

/** Adds two inputs of one shape. */
public record Add() implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    if (!inputs.get(0).equals(inputs.get(1))) {
      throw new IllegalArgumentException(
          "cannot add " + inputs.get(0) + " and " + inputs.get(1) + ": shapes must be equal");
    }
    return inputs.get(0);
  }
}
