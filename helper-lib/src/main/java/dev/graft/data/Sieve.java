package dev.graft.data;

import dev.graft.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Finds the pictures that turn out unreadable only when they are decoded, and may be left out. */
final class Sieve {
  private Sieve() {}

  /** Makes a call, and makes it again with those that are readable where one is not. */
  static <T> T of(Pictures pictures, Function<Pictures, T> call) {
    try {
      return call.apply(pictures);
    } catch (UnreadableImageException e) {
      if (!e.isLeftOut()) {
        throw e;
      }
      return call.apply(readable(pictures));
    }
  }

  /** Decodes every picture once and says which are left out; the same pictures where none is. */
  static Pictures readable(Pictures pictures) {
    try (Progress progress = Progress.start("looking for unreadable images", pictures.size())) {
      Rejection[] failures = failures(pictures.list());
      List<Rejection> found = Arrays.stream(failures).filter(Objects::nonNull).toList();
      if (found.isEmpty()) {
        return pictures;
      }
      if (found.size() == pictures.size()) {
        throw new UnreadableImageException(found.get(0));
      }
      progress.keep(
          String.format(
              Locale.ROOT,
              "%d of %d images are left out: %s%s",
              found.size(),
              pictures.size(),
              found.get(0),
              found.size() == 1 ? "" : " and others"));
      List<Rejection> all = new ArrayList<>(pictures.rejected());
      all.addAll(found);
      int[] left = IntStream.range(0, failures.length).filter(i -> failures[i] == null).toArray();
      Pictures kept = pictures.select(left);
      return new Pictures(kept.classes(), kept.list(), kept.labels(), all, kept.given());
    }
  }

  /** Decodes on all cores. */
  private static Rejection[] failures(List<Picture> list) {
    Rejection[] failures = new Rejection[list.size()];
    IntStream.range(0, failures.length)
        .parallel()
        .forEach(
            index -> {
              try {
                list.get(index).pixels();
              } catch (UnreadableImageException e) {
                if (!e.isLeftOut()) {
                  throw e;
                }
                failures[index] = e.rejection();
              }
            });
    return failures;
  }
}
