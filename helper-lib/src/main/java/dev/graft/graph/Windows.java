package dev.graft.graph;

/**
 * How a map is parted into square windows (Liu et al. 2021, section 3.2): pixels of zeros below and
 * to the right fill the last ones, and shifted windows go around the edges, where a window holds
 * pixels that are no neighbours. As torchvision does, an axis that a single window covers is not
 * shifted.
 *
 * <pre>{@code
 * var windows = new Windows(10, 10, 4, 2);   // 3 × 3 windows, over 12 × 12 pixels
 * }</pre>
 *
 * @param height of the map, pixels
 * @param width of the map, pixels
 * @param side of a window, pixels
 * @param shift by how much a window is moved down and to the right, pixels; 0 up to {@code side}
 */
public record Windows(int height, int width, int side, int shift) {
  /** What is added to the score of a pixel that is no neighbour. */
  private static final float WALL = -100;

  /**
   * Counts the windows on top of each other.
   *
   * @return at least 1
   */
  public int rows() {
    return (height + side - 1) / side;
  }

  /**
   * Counts the windows side by side.
   *
   * @return at least 1
   */
  public int columns() {
    return (width + side - 1) / side;
  }

  /**
   * Counts all windows.
   *
   * @return at least 1
   */
  public int count() {
    return rows() * columns();
  }

  /**
   * Counts the pixels of a window.
   *
   * @return its side squared
   */
  public int tokens() {
    return side * side;
  }

  /**
   * Tells how far the windows are moved down.
   *
   * @return pixels, 0 where one window is as high as the map
   */
  public int down() {
    return rows() > 1 ? shift : 0;
  }

  /**
   * Tells how far the windows are moved to the right.
   *
   * @return pixels, 0 where one window is as wide as the map
   */
  public int right() {
    return columns() > 1 ? shift : 0;
  }

  /**
   * Tells whether some window goes around an edge.
   *
   * @return whether {@link #walls} are needed
   */
  public boolean isShifted() {
    return down() + right() > 0;
  }

  /**
   * Tells where the pixels of the windows come from.
   *
   * @return for each pixel of each window its place in the map, row by row; where it lies beyond
   *     the map, the number of the map's pixels
   */
  public long[] sources() {
    long[] sources = new long[count() * tokens()];
    for (int i = 0; i < sources.length; i++) {
      int row = (row(i) + down()) % (rows() * side);
      int column = (column(i) + right()) % (columns() * side);
      boolean beyond = row >= height || column >= width;
      sources[i] = beyond ? (long) height * width : (long) row * width + column;
    }
    return sources;
  }

  /**
   * Tells where the pixels of the map lie in the windows.
   *
   * @return for each pixel of the map, row by row, its place among those of all windows
   */
  public long[] places() {
    long[] places = new long[height * width];
    long[] sources = sources();
    for (int i = 0; i < sources.length; i++) {
      if (sources[i] < places.length) {
        places[(int) sources[i]] = i;
      }
    }
    return places;
  }

  /**
   * Parts what shifted windows put together from opposite edges.
   *
   * @return {@code (windows, tokens, tokens)}, to be added to scores: 0 for neighbours, −100 for
   *     others
   */
  public float[] walls() {
    int tokens = tokens();
    float[] walls = new float[Math.multiplyExact(count() * tokens, tokens)];
    for (int i = 0; i < count() * tokens; i++) {
      for (int other = 0; other < tokens; other++) {
        boolean neighbours = corner(i) == corner(i / tokens * tokens + other);
        walls[i * tokens + other] = neighbours ? 0 : WALL;
      }
    }
    return walls;
  }

  /** On which side of the edges a pixel of the windows lies. */
  private int corner(int i) {
    int below = row(i) >= rows() * side - down() ? 1 : 0;
    int beside = column(i) >= columns() * side - right() ? 1 : 0;
    return 2 * below + beside;
  }

  /** The row of a pixel of the windows as they lie side by side. */
  private int row(int i) {
    return i / tokens() / columns() * side + i % tokens() / side;
  }

  private int column(int i) {
    return i / tokens() % columns() * side + i % side;
  }

  /**
   * Tells which entry of a table of relative places two pixels of a window have.
   *
   * @param side of the window, pixels
   * @return {@code (tokens, tokens)}: row and column of the first minus those of the second, each
   *     from {@code 1 − side} up, counted row by row
   */
  public static int[] relative(int side) {
    int tokens = side * side;
    int[] relative = new int[tokens * tokens];
    for (int one = 0; one < tokens; one++) {
      for (int other = 0; other < tokens; other++) {
        int rows = one / side - other / side + side - 1;
        int columns = one % side - other % side + side - 1;
        relative[one * tokens + other] = rows * (2 * side - 1) + columns;
      }
    }
    return relative;
  }
}
