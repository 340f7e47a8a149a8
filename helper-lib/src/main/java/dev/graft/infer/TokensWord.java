package dev.graft.infer;

import dev.graft.graph.Tokens;
import java.util.List;

/** Writes pixels as rows of a matrix. */
final class TokensWord implements Word<Tokens> {
  @Override
  public void write(Tokens op, OnnxPlace place) {
    String shape = place.graph().whole(place.name() + "/shape", 0, 0, -1);
    String columns = place.step("Reshape", "columns", place.value(), shape);
    place.write("Transpose", List.of(columns), OnnxPlace.TURN);
  }
}
