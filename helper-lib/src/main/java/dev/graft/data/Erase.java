package dev.graft.data;

import java.util.random.RandomGenerator;

/**
 * Fills a random rectangle with noise: 2 to 33 % of the area, ratio 0.3 to 3.3 (Zhong et al. 2017,
 * Random Erasing Data Augmentation).
 */
record Erase(double probability) implements Step.Painting {

  Erase {
    Step.check("erase", probability, 0, 1);
  }

  @Override
  public void paint(Planes planes, RandomGenerator random) {
    if (random.nextDouble() >= probability) {
      return;
    }
    double area = (0.02 + 0.31 * random.nextDouble()) * planes.plane();
    double ratio = Math.exp(Step.within(Math.log(3.3), random));
    int wide = (int) Math.min(planes.width(), Math.rint(Math.sqrt(area * ratio)));
    int high = (int) Math.min(planes.height(), Math.rint(Math.sqrt(area / ratio)));
    int left = random.nextInt(planes.width() - wide + 1);
    int top = random.nextInt(planes.height() - high + 1);
    for (int channel = 0; channel < 3; channel++) {
      for (int y = top; y < top + high; y++) {
        for (int x = left; x < left + wide; x++) {
          int at = channel * planes.plane() + y * planes.width() + x;
          planes.values()[at] = 255 * random.nextFloat();
        }
      }
    }
  }
}
