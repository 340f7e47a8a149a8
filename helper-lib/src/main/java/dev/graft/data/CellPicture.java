package dev.graft.data;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A drawing of cells under a microscope, of which the one in the middle is in a given phase: a pure
 * function of the seed and its id, the same bits on every machine.
 */
record CellPicture(String id, String phase, long seed, int side) implements Picture {
  /** Changes when the drawing does. */
  private static final String DRAWING = "cells 2";

  private static final List<String> PHASES = List.copyOf(Mitosis.ALL.keySet());

  @Override
  public String content() {
    return DRAWING + ", seed " + seed + ", side " + side + ", " + phase + ", " + id;
  }

  @Override
  public BufferedImage image() {
    Dice dice = new Dice(Randomness.of(seed, "cells", id));
    Stain plasma = new Stain(side);
    Stain chromatin = new Stain(side);
    double x = dice.range(0.42, 0.58);
    double y = dice.range(0.42, 0.58);
    double radius = dice.range(0.2, 0.3);
    neighbours(dice, plasma, chromatin, x, y, radius);
    Mitosis.ALL.get(phase).accept(Cell.of(dice, plasma, chromatin, x, y, radius));
    return Microscope.look(dice, side, plasma, chromatin);
  }

  /** Others around it, mostly at rest, cut off by the edge of the view. */
  private static void neighbours(
      Dice dice, Stain plasma, Stain chromatin, double x, double y, double radius) {
    int others = dice.count(0, 5);
    double turn = dice.turn();
    for (int i = 0; i < others; i++) {
      double size = radius * dice.range(0.8, 1.1);
      double far = radius + size * dice.range(1, 1.5);
      double angle = turn + 2 * Math.PI * (i + dice.range(0, 0.7)) / others;
      String other = dice.chance(0.5) ? "interphase" : PHASES.get(dice.count(0, PHASES.size() - 1));
      Cell cell =
          Cell.of(
              dice,
              plasma,
              chromatin,
              x + far * StrictMath.cos(angle),
              y + far * StrictMath.sin(angle),
              size);
      Mitosis.ALL.get(other).accept(cell);
    }
  }
}
