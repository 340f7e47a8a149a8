package dev.graft.infer;

import dev.graft.graph.MatMul;

/** Writes a product of matrices. */
final class MatMulWord implements Word<MatMul> {
  @Override
  public void write(MatMul op, OnnxPlace place) {
    place.write("MatMul", place.inputs());
  }
}
