package dev.graft.weights;

import java.util.function.Supplier;

/** Turns whatever jHDF throws at a damaged file into the one exception that says so. */
final class HdfDamage {
  private static final int MOST_CAUSES = 48;

  private HdfDamage() {}

  static <T> T guarded(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (WeightsException e) {
      throw e;
    } catch (StackOverflowError e) {
      throw new WeightsException("hdf5 is damaged: its structures nest without end", e);
    } catch (RuntimeException e) {
      throw new WeightsException("hdf5 is damaged: " + reason(e), e);
    }
  }

  private static String reason(Throwable e) {
    Throwable inner = e;
    for (int i = 0; i < MOST_CAUSES && inner.getCause() != null; i++) {
      inner = inner.getCause();
      if (inner instanceof WeightsException) {
        return inner.getMessage();
      }
    }
    return Excerpt.of(inner);
  }
}
