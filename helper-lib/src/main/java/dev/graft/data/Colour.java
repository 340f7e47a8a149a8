package dev.graft.data;

import java.util.random.RandomGenerator;

/**
 * Changes the saturation by a factor of 1 − share to 1 + share, and turns the hue by up to a share
 * of the colour circle either way; both keep the brightness (in the YIQ colour space).
 */
record Colour(double saturation, double hue) implements Step.Painting {

  Colour {
    Step.check("saturation", saturation, 0, 1);
    Step.check("hue", hue, 0, 0.5);
  }

  @Override
  public void paint(Planes planes, RandomGenerator random) {
    double factor = 1 + Step.within(saturation, random);
    double angle = 2 * Math.PI * Step.within(hue, random);
    float cos = (float) (factor * Math.cos(angle));
    float sin = (float) (factor * Math.sin(angle));
    int plane = planes.plane();
    float[] values = planes.values();
    for (int p = 0; p < plane; p++) {
      float red = values[p];
      float green = values[plane + p];
      float blue = values[2 * plane + p];
      float y = planes.grey(p);
      float i = 0.596f * red - 0.274f * green - 0.322f * blue;
      float q = 0.211f * red - 0.523f * green + 0.312f * blue;
      float turnedI = cos * i - sin * q;
      float turnedQ = sin * i + cos * q;
      values[p] = y + 0.956f * turnedI + 0.621f * turnedQ;
      values[plane + p] = y - 0.272f * turnedI - 0.647f * turnedQ;
      values[2 * plane + p] = y - 1.106f * turnedI + 1.703f * turnedQ;
    }
  }
}
