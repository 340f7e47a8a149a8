package dev.graft.data;

import java.awt.geom.AffineTransform;

/** Pictures as an evaluation sees them, each decoded anew. */
record Evaluated(Pictures pictures) implements Sight {
  @Override
  public ContentKey key(int index) {
    return ContentKey.of(pictures.list().get(index).content());
  }

  @Override
  public AffineTransform map(int index, int width, int height, InputContract contract) {
    return Look.EVALUATION.map(width, height, contract);
  }

  @Override
  public Planes planes(int index, InputContract contract) {
    return Look.EVALUATION.planes(pictures.list().get(index).pixels(), contract);
  }
}
