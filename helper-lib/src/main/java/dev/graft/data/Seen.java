package dev.graft.data;

import java.awt.geom.AffineTransform;

/** Pictures that all are looked at in one way. */
record Seen(Pictures pictures, Look look) implements Sight {
  /** What an evaluation sees is the picture itself. */
  @Override
  public ContentKey key(int index) {
    String content = pictures.list().get(index).content();
    return look.equals(Look.EVALUATION)
        ? ContentKey.of(content)
        : ContentKey.of(content, look.toString());
  }

  @Override
  public AffineTransform map(int index, int width, int height, InputContract contract) {
    AffineTransform map = look.map(width, height, contract);
    if (look.mirrored()) {
      map.concatenate(new AffineTransform(-1, 0, 0, 1, contract.width(), 0));
    }
    return map;
  }

  @Override
  public Planes planes(int index, InputContract contract) {
    return look.planes(pictures.list().get(index).shared(), contract);
  }
}
