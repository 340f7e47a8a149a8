package dev.graft.data;

import dev.graft.progress.Progress;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Goes on without images that turn out unreadable only when they are decoded, where their set was
 * told to leave such out ({@link Unreadable#SKIP}): all images are then decoded once, and the call
 * is made again with those that could be. A line says which were left out.
 */
public final class LeavingOut {
  private LeavingOut() {}

  /**
   * Makes a call that reads images.
   *
   * @param images some of which may be unreadable
   * @param call without an effect when it throws
   * @param <T> what it gives
   * @return what it gives, for all images or for those that are readable
   * @throws RuntimeException what the call threw, where no image was to be left out
   */
  public static <T> T of(ImageSet images, Function<ImageSet, T> call) {
    try {
      return call.apply(images);
    } catch (UnreadableImageException e) {
      if (!e.isLeftOut()) {
        throw e;
      }
      return call.apply(readable(images, e));
    }
  }

  /**
   * Makes a call that learns from images, which reads each of them before it has an effect.
   *
   * @param training some of which may be unreadable
   * @param validation some of which may be unreadable
   * @param call without an effect when it throws
   * @param <T> what it gives
   * @return what it gives, for all images or for those that are readable
   * @throws RuntimeException what the call threw, where no image was to be left out
   */
  public static <T> T of(
      TrainingSet training, ImageSet validation, BiFunction<TrainingSet, ImageSet, T> call) {
    try {
      return call.apply(training, validation);
    } catch (UnreadableImageException e) {
      if (!e.isLeftOut()) {
        throw e;
      }
      TrainingSet readable = training.on(readable(training.images(), e));
      boolean same = training.images() == validation;
      return call.apply(readable, same ? readable.images() : readable(validation, e));
    }
  }

  private static ImageSet readable(ImageSet images, UnreadableImageException first) {
    try (Progress progress = Progress.start("looking for unreadable images", images.size())) {
      ImageSet readable = images.readable();
      List<Rejection> found =
          readable.rejections().subList(images.rejections().size(), readable.rejections().size());
      if (readable.size() == 0) {
        throw first;
      }
      if (!found.isEmpty()) {
        progress.keep(
            String.format(
                Locale.ROOT,
                "%d of %d images are left out: %s%s",
                found.size(),
                images.size(),
                found.get(0),
                found.size() == 1 ? "" : " and others"));
      }
      return readable;
    }
  }
}
