package dev.graft.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * How strong the long waves of some photos are, of each colour by itself. A set of more than 64
 * photos gives so many, spread evenly; each is read once, and of its pixels nothing is kept.
 */
final class Amplitudes {
  private static final int MOST = 64;

  private final int width;
  private final int height;
  private final float[][] photos;
  private final String hash;

  private Amplitudes(int width, int height, float[]... photos) {
    this.width = width;
    this.height = height;
    this.photos = photos;
    this.hash = hash(photos);
  }

  /**
   * Reads photos as an evaluation frames them.
   *
   * @param contract whose size they are read at
   * @param share of the shorter side: how many waves are long ones
   */
  static Amplitudes of(ImageSet images, InputContract contract, double share) {
    return Sieve.of(images.pictures(), readable -> read(readable, contract, share));
  }

  private static Amplitudes read(Pictures images, InputContract contract, double share) {
    if (images.size() == 0) {
      throw new IllegalArgumentException("no photos to look like; give one or more");
    }
    int count = Math.min(MOST, images.size());
    float[][] photos = new float[count][];
    AllCores.forEach(
        count,
        i -> {
          int index = (int) ((long) i * images.size() / count);
          photos[i] =
              of(Look.EVALUATION.planes(images.list().get(index).shared(), contract), share);
        });
    return new Amplitudes(contract.width(), contract.height(), photos);
  }

  private static float[] of(Planes planes, double share) {
    Waves waves = waves(planes.width(), planes.height(), share);
    float[] found = new float[3 * waves.count()];
    for (int colour = 0; colour < 3; colour++) {
      Waves.Spectrum its = waves.of(planes.values(), colour * planes.plane());
      for (int wave = 0; wave < waves.count(); wave++) {
        found[colour * waves.count() + wave] = (float) its.amplitude(wave);
      }
    }
    return found;
  }

  private static Waves waves(int width, int height, double share) {
    return new Waves(width, height, (int) Math.floor(share * Math.min(width, height)));
  }

  /** Gives a picture those of one photo; how its waves lie stays its own. */
  void lend(Planes planes, double share, RandomGenerator random) {
    if (planes.width() != width || planes.height() != height) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "these photos were read at %d × %d pixels to look like, the network takes %d × %d; read"
                  + " them by the contract of the model that is trained",
              height,
              width,
              planes.height(),
              planes.width()));
    }
    float[] lent = photos[random.nextInt(photos.length)];
    Waves waves = waves(width, height, share);
    for (int colour = 0; colour < 3; colour++) {
      int from = colour * planes.plane();
      Waves.Spectrum its = waves.of(planes.values(), from);
      for (int wave = 0; wave < waves.count(); wave++) {
        double own = its.amplitude(wave);
        double factor = own == 0 ? 0 : lent[colour * waves.count() + wave] / own - 1;
        its.real()[wave] *= factor;
        its.imaginary()[wave] *= factor;
      }
      waves.add(its, planes.values(), from);
    }
  }

  private static String hash(float[]... photos) {
    var sha = Sha256.digest();
    for (float[] photo : photos) {
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * photo.length);
      bytes.asFloatBuffer().put(photo);
      sha.update(bytes);
    }
    return HexFormat.of().formatHex(Arrays.copyOf(sha.digest(), 8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Amplitudes that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  /** Equal texts, equal views: kept features are known by it. */
  @Override
  public String toString() {
    return photos.length + " photos of " + height + " × " + width + " " + hash;
  }
}
