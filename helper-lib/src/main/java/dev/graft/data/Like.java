package dev.graft.data;

import java.util.random.RandomGenerator;

/**
 * Gives a picture the long waves of a photo of another kind, drawn anew for each view (Yang and
 * Soatto 2020, "FDA: Fourier domain adaptation for semantic segmentation", section 3.1): light,
 * colours and what is blurred of it become that photo's, edges stay.
 *
 * @param share β, of the shorter side: how many waves along it are long ones
 * @param of the photos
 */
record Like(double share, Amplitudes of) implements Step.Painting {

  Like {
    check(share);
  }

  /** Reads the photos; beyond a quarter of the side the picture itself would be another. */
  static Like of(ImageSet photos, InputContract contract, double share) {
    check(share);
    return new Like(share, Amplitudes.of(photos, contract, share));
  }

  private static void check(double share) {
    Step.check("share of long waves", share, 0, 0.25);
  }

  @Override
  public void paint(Planes planes, RandomGenerator random) {
    of.lend(planes, share, random);
  }
}
