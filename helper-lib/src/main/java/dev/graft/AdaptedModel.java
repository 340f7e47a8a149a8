package dev.graft;

import dev.graft.shift.Shift;
import java.util.Locale;

/**
 * A model of its own for photos of another kind, as {@code adaptBody} gives it. The model that it
 * came from is as it was, for photos of the kind that it knows.
 *
 * @param model to be asked about the new photos, saved, exported or trained on; the caller closes
 *     it
 * @param shift that was found before; where the known photos are those that the model learned from,
 *     its accuracy and estimate say nothing
 * @param changed whether it differs from the model that it came from: not where there is hardly a
 *     shift
 * @param moved share of the new photos that it answers otherwise, 0…1
 */
public record AdaptedModel(TransferModel model, Shift shift, boolean changed, double moved)
    implements AutoCloseable {

  /** Closes the model. */
  @Override
  public void close() {
    model.close();
  }

  @Override
  public String toString() {
    String what =
        changed
            ? String.format(Locale.ROOT, "%.3f of the new ones are answered otherwise", moved)
            : "nothing was changed";
    return "batch normalizations of the new photos: %s%n%s".formatted(what, shift);
  }
}
