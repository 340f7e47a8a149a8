package dev.graft.data;

import java.awt.geom.AffineTransform;

/** Pictures as they are shown: all is theirs but the pixels. */
interface Sight {
  Pictures pictures();

  /** Identifies what is shown of a picture, whatever the contract. */
  ContentKey key(int index);

  /** Maps what is shown to a picture of that size: where each of its pixels comes from. */
  AffineTransform map(int index, int width, int height, InputContract contract);

  /** Shows a picture, in 0…255. */
  Planes planes(int index, InputContract contract);
}
