package dev.graft.graph;

/**
 * How much is computed at once: samples, and the positions of each where shapes leave them open.
 *
 * @param samples N, at least 1
 * @param positions T of every open shape, padding included; 0: the most that it may have
 */
public record Extent(int samples, int positions) {
  /**
   * Counts samples that are as long as their shapes say.
   *
   * @param samples N
   * @return the extent
   */
  public static Extent of(int samples) {
    return new Extent(samples, 0);
  }

  /**
   * Takes another number of samples of the same length.
   *
   * @param count N
   * @return the extent
   */
  public Extent samples(int count) {
    return new Extent(count, positions);
  }

  /**
   * Gives the shape that a sample has here.
   *
   * @param shape open or not
   * @return closed
   */
  public Shape shape(Shape shape) {
    return shape.at(positions);
  }

  /**
   * Counts the elements of all samples.
   *
   * @param shape of one, open or not
   * @return N times those of one
   * @throws ArithmeticException when there are more than one buffer holds
   */
  public int floats(Shape shape) {
    return Math.toIntExact(Math.multiplyExact(samples, shape(shape).size()));
  }
}
