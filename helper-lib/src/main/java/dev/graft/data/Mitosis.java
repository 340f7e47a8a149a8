package dev.graft.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The phases of a dividing cell, in their order. What tells them apart is where the chromosomes
 * lie, not how much of them there is nor how they are stained.
 */
final class Mitosis {
  static final Map<String, Consumer<Cell>> ALL = Collections.unmodifiableMap(phases());

  private static final int PAIRS = 8;

  private Mitosis() {}

  private static Map<String, Consumer<Cell>> phases() {
    Map<String, Consumer<Cell>> phases = new LinkedHashMap<>();
    phases.put("interphase", Mitosis::interphase);
    phases.put("prophase", Mitosis::prophase);
    phases.put("prometaphase", Mitosis::prometaphase);
    phases.put("metaphase", Mitosis::metaphase);
    phases.put("anaphase", Mitosis::anaphase);
    phases.put("telophase", Mitosis::telophase);
    return phases;
  }

  /** A nucleus of finely spread chromatin with darker nucleoli. */
  private static void interphase(Cell cell) {
    Dice dice = cell.dice();
    body(cell, 0);
    double size = dice.range(0.42, 0.55);
    nucleus(cell, size, dice.range(0.4, 0.6));
    for (int i = dice.count(14, 26); i > 0; i--) {
      clump(cell, size * 0.8, dice.range(0.04, 0.09), dice.range(0.5, 0.75));
    }
    for (int i = dice.count(1, 2); i > 0; i--) {
      clump(cell, size * 0.5, dice.range(0.09, 0.13), dice.range(0.85, 1));
    }
  }

  /** Threads condense within the nucleus. */
  private static void prophase(Cell cell) {
    Dice dice = cell.dice();
    body(cell, 0);
    double size = dice.range(0.46, 0.6);
    nucleus(cell, size, dice.range(0.25, 0.45));
    for (int i = dice.count(9, 13); i > 0; i--) {
      thread(cell, size * 0.85, dice.range(0.035, 0.05));
    }
  }

  /** The envelope is gone, chromosomes lie about. */
  private static void prometaphase(Cell cell) {
    Dice dice = cell.dice();
    body(cell, 0);
    double size = dice.range(0.36, 0.5);
    for (int i = dice.count(12, 16); i > 0; i--) {
      double angle = dice.turn();
      double far = size * Math.sqrt(dice.range(0, 1));
      chromosome(cell, far * StrictMath.cos(angle), far * StrictMath.sin(angle), dice.turn());
    }
  }

  /** All in one plate at the equator. */
  private static void metaphase(Cell cell) {
    Dice dice = cell.dice();
    body(cell, 0);
    plate(cell, 0, dice.range(0.05, 0.11), dice.range(0.4, 0.6), dice.count(12, 16));
  }

  /** Two plates pull apart, their arms trail. */
  private static void anaphase(Cell cell) {
    Dice dice = cell.dice();
    body(cell, dice.range(0, 0.15));
    double apart = dice.range(0.24, 0.4);
    double wide = dice.range(0.35, 0.5);
    arms(cell, apart, wide, -1);
    arms(cell, -apart, wide, 1);
  }

  /** Two dense groups at the poles, a furrow between. */
  private static void telophase(Cell cell) {
    Dice dice = cell.dice();
    double furrow = dice.range(0.2, 0.6);
    body(cell, furrow);
    double apart = 0.4 + 0.3 * furrow;
    for (int pole = -1; pole <= 1; pole += 2) {
      plate(cell, pole * apart, 0.08, dice.range(0.2, 0.32), 8);
    }
  }

  /** The cell's body; a furrow from 0, none, to 1 pinches it in the middle. */
  private static void body(Cell cell, double furrow) {
    Dice dice = cell.dice();
    double apart = 0.55 * furrow;
    double size = 1 - 0.2 * furrow;
    double strength = dice.range(0.7, 1.1);
    double soft = dice.range(0.06, 0.14);
    double rim = dice.range(0, 0.5);
    cell.lay(
        cell.plasma(),
        apart + size + 0.1,
        (u, v) -> {
          double lobe = Math.abs(u) - apart;
          double inside = size - Math.sqrt(lobe * lobe + v * v);
          double all = Cell.edge(inside, soft);
          return strength * (all + rim * (all - Cell.edge(inside - 0.1, 0.2)));
        });
  }

  private static void nucleus(Cell cell, double size, double strength) {
    double ry = size * cell.dice().range(0.85, 1.1);
    cell.lay(
        cell.chromatin(), size + 0.15, (u, v) -> strength * Cell.ellipse(u, v, size, ry, 0.07));
  }

  private static void clump(Cell cell, double within, double size, double strength) {
    Dice dice = cell.dice();
    double angle = dice.turn();
    double far = within * Math.sqrt(dice.range(0, 1));
    double u = far * StrictMath.cos(angle);
    double v = far * StrictMath.sin(angle);
    cell.rod(u, v, u + 0.01, v, size, strength);
  }

  private static void thread(Cell cell, double within, double width) {
    Dice dice = cell.dice();
    double angle = dice.turn();
    double far = within * Math.sqrt(dice.range(0, 1));
    double u = far * StrictMath.cos(angle);
    double v = far * StrictMath.sin(angle);
    double strength = dice.range(0.7, 1);
    for (int i = 0; i < 5; i++) {
      angle += dice.range(-1.2, 1.2);
      double nextU = u + 0.13 * StrictMath.cos(angle);
      double nextV = v + 0.13 * StrictMath.sin(angle);
      if (nextU * nextU + nextV * nextV > within * within) {
        angle += 2;
        nextU = u * 0.8;
        nextV = v * 0.8;
      }
      cell.rod(u, v, nextU, nextV, width, strength);
      u = nextU;
      v = nextV;
    }
  }

  /** Chromosomes side by side, across the axis. */
  private static void plate(Cell cell, double at, double thick, double wide, int chromosomes) {
    Dice dice = cell.dice();
    for (int i = 0; i < chromosomes; i++) {
      double v = wide * (2 * (i + dice.range(0, 1)) / chromosomes - 1);
      chromosome(cell, at + dice.range(-thick, thick), v, dice.turn());
    }
  }

  /** Pairs of arms that trail behind a plate; the outer ones lag. */
  private static void arms(Cell cell, double at, double wide, int trail) {
    Dice dice = cell.dice();
    for (int i = 0; i < PAIRS; i++) {
      double v = wide * (2 * (i + dice.range(0, 1)) / PAIRS - 1);
      double u = at + dice.range(-0.05, 0.05) + trail * 0.12 * (v / wide) * (v / wide);
      double end = u + trail * dice.range(0.12, 0.2);
      double bend = dice.range(0.02, 0.09);
      double width = dice.range(0.05, 0.065);
      cell.rod(u, v, end, v + bend, width, dice.range(0.85, 1));
      cell.rod(u, v, end, v - bend, width, dice.range(0.85, 1));
    }
  }

  private static void chromosome(Cell cell, double u, double v, double angle) {
    Dice dice = cell.dice();
    double half = dice.range(0.07, 0.13);
    double width = dice.range(0.05, 0.065);
    double bent = angle + dice.range(-0.6, 0.6);
    double strength = dice.range(0.85, 1);
    cell.rod(
        u, v, u + half * StrictMath.cos(angle), v + half * StrictMath.sin(angle), width, strength);
    cell.rod(
        u, v, u - half * StrictMath.cos(bent), v - half * StrictMath.sin(bent), width, strength);
  }
}
