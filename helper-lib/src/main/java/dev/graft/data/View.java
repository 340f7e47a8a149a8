package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One view of one image: a pure function of the steps, the seed, the image's id and the view's
 * number. Each step draws from a stream of its own, so that adding one changes no other.
 */
record View(List<Step> steps, long seed, String id, int view) {

  /** Puts drawn steps in the place of those that draw them. */
  View {
    List<Step> drawn = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Drawing drawing) {
        drawn.addAll(drawing.draw(random(steps, i, seed, id, view)));
      } else {
        drawn.add(steps.get(i));
      }
    }
    steps = List.copyOf(drawn);
  }

  Planes planes(BufferedImage image, InputContract contract) {
    AffineTransform map = map(image.getWidth(), image.getHeight(), contract);
    Planes planes = Resampling.sample(image, map, contract);
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Painting painting) {
        painting.paint(planes, random(i));
        planes.clamp();
      }
    }
    return planes;
  }

  /** Composes the frame and all moves into one map from output to image coordinates. */
  AffineTransform map(int imageWidth, int imageHeight, InputContract contract) {
    int width = contract.width();
    int height = contract.height();
    AffineTransform frame = Framing.evaluation(imageWidth, imageHeight, contract);
    AffineTransform moves = new AffineTransform();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Cropping cropping) {
        frame = cropping.frame(imageWidth, imageHeight, width, height, random(i));
      } else if (steps.get(i) instanceof Flip flip) {
        moves.concatenate(flip.map(random(steps, i, seed, id, view / 2), view % 2 == 1));
      } else if (steps.get(i) instanceof Step.Geometric geometric) {
        moves.concatenate(geometric.map(width, height, random(i)));
      }
    }
    if (!moves.isIdentity()) {
      frame.translate(width / 2.0, height / 2.0);
      frame.concatenate(moves);
      frame.translate(-width / 2.0, -height / 2.0);
    }
    return frame;
  }

  private RandomGenerator random(int step) {
    return random(steps, step, seed, id, view);
  }

  /** Equal steps of one chain draw differently: the stream depends on how often it came before. */
  private static RandomGenerator random(
      List<Step> steps, int step, long seed, String id, int view) {
    String name = steps.get(step).getClass().getSimpleName();
    long before =
        steps.subList(0, step).stream()
            .filter(other -> other.getClass().getSimpleName().equals(name))
            .count();
    return Randomness.of(seed, id, view, name, before);
  }
}
