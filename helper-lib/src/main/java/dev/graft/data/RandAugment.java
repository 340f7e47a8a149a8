package dev.graft.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Stands for a few operations drawn from fourteen, all at one magnitude (Cubuk et al. 2020,
 * RandAugment); the operations and their ranges are torchvision's.
 */
record RandAugment(int operations, int magnitude) implements Step.Drawing {
  static final int STRONGEST = 30;

  RandAugment {
    if (operations < 1) {
      throw new IllegalArgumentException("operations is " + operations + ", must be at least 1");
    }
    if (magnitude < 0 || magnitude > STRONGEST) {
      throw new IllegalArgumentException(
          "magnitude is " + magnitude + ", must be 0 to " + STRONGEST);
    }
  }

  @Override
  public List<Step> draw(RandomGenerator random) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < operations; i++) {
      Operation operation = Operation.values()[random.nextInt(Operation.values().length)];
      int sign = random.nextBoolean() && operation.signed ? -1 : 1;
      steps.add(operation.step(magnitude, sign));
    }
    return steps;
  }

  /** What an operation does at level 1, the strongest; below it all is in proportion. */
  enum Operation {
    IDENTITY(false, level -> new Move(0, 0)),
    SHEAR_X(true, level -> new Slant(0.3 * level, 0)),
    SHEAR_Y(true, level -> new Slant(0, 0.3 * level)),
    TRANSLATE_X(true, level -> new Move(150 / 331.0 * level, 0)),
    TRANSLATE_Y(true, level -> new Move(0, 150 / 331.0 * level)),
    ROTATE(true, level -> new Turn(30 * level)),
    BRIGHTNESS(true, level -> new Brighten(1 + 0.9 * level)),
    COLOR(true, level -> new Saturate(1 + 0.9 * level)),
    CONTRAST(true, level -> new Spread(1 + 0.9 * level)),
    SHARPNESS(true, level -> new Sharpen(1 + 0.9 * level)),
    POSTERIZE(false, level -> new Posterize((int) Math.rint(8 - 4 * level))),
    SOLARIZE(false, level -> new Solarize(255 * (1 - level))),
    AUTO_CONTRAST(false, level -> new AutoContrast()),
    EQUALIZE(false, level -> new Equalize());

    final boolean signed;
    private final DoubleFunction<Step> make;

    Operation(boolean signed, DoubleFunction<Step> make) {
      this.signed = signed;
      this.make = make;
    }

    Step step(int magnitude, int sign) {
      return make.apply((double) sign * magnitude / STRONGEST);
    }
  }
}
