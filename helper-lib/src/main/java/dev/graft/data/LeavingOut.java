package dev.graft.data;

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
    return Sieve.of(images.pictures(), pictures -> call.apply(on(images, pictures)));
  }

  /**
   * Makes a call that looks at images as a training sees them.
   *
   * @param training some of which may be unreadable
   * @param call without an effect when it throws
   * @param <T> what it gives
   * @return what it gives, for all images or for those that are readable
   * @throws RuntimeException what the call threw, where no image was to be left out
   */
  public static <T> T of(TrainingSet training, Function<TrainingSet, T> call) {
    return of(
        training.images(),
        images -> call.apply(images == training.images() ? training : training.on(images)));
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
    ImageSet all = training.images();
    return of(
        all,
        validation,
        (images, held) -> call.apply(images == all ? training : training.on(images), held));
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
      ImageSet training, ImageSet validation, BiFunction<ImageSet, ImageSet, T> call) {
    try {
      return call.apply(training, validation);
    } catch (UnreadableImageException e) {
      if (!e.isLeftOut()) {
        throw e;
      }
      ImageSet readable = readable(training);
      return call.apply(readable, training == validation ? readable : readable(validation));
    }
  }

  /**
   * Decodes all images once before the call, where what it saves says which images it is of: that
   * must not depend on how far it came before one of them turned out unreadable.
   *
   * @param training some of which may be unreadable
   * @param validation some of which may be unreadable
   * @param call made once
   * @param <T> what it gives
   * @return what it gives for those that are readable
   * @throws RuntimeException where one is unreadable that was not to be left out
   */
  public static <T> T checked(
      TrainingSet training, ImageSet validation, BiFunction<TrainingSet, ImageSet, T> call) {
    ImageSet all = training.images();
    ImageSet images = readable(all);
    ImageSet held = all == validation ? images : readable(validation);
    return call.apply(images == all ? training : training.on(images), held);
  }

  private static ImageSet readable(ImageSet images) {
    return on(images, Sieve.readable(images.pictures()));
  }

  private static ImageSet on(ImageSet images, Pictures pictures) {
    return pictures == images.pictures() ? images : new ImageSet(pictures);
  }
}
