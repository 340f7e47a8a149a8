package dev.graft.data;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.util.List;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How a set of images is read: one after the other, as a table or a sheet, or by a network. */
abstract class Reading {
  private final Pictures pictures;
  private volatile Duplicates duplicates;

  Reading(Pictures pictures) {
    this.pictures = pictures;
  }

  /**
   * Tells the classes.
   *
   * @return names by label
   */
  public List<String> classes() {
    return pictures.classes();
  }

  /**
   * Counts the images.
   *
   * @return at least 0
   */
  public int size() {
    return pictures.size();
  }

  /**
   * Tells the class of an image.
   *
   * @param index of the image
   * @return index of its class
   */
  public int label(int index) {
    return pictures.labels().get(index);
  }

  /**
   * Names an image: its file's path below the folder the set was read from, parts separated by
   * {@code /}.
   *
   * @param index of the image
   * @return the name, the same on every machine
   */
  public String id(int index) {
    return pictures.list().get(index).id();
  }

  /**
   * Decodes an image.
   *
   * @param index of the image
   * @return upright RGB, as large as stored, the caller's to keep
   */
  public BufferedImage image(int index) {
    return pictures.list().get(index).image();
  }

  /**
   * Tells width and height of an image, of a file by its header alone.
   *
   * @param index of the image
   * @return pixels, upright
   */
  public Dimension dimensions(int index) {
    return pictures.list().get(index).size();
  }

  BufferedImage shared(int index) {
    return pictures.list().get(index).shared();
  }

  /**
   * Gives the images as a network is fed them that is evaluated.
   *
   * @param contract what the weights want
   * @return the images in their order
   * @throws IllegalArgumentException when the weights want texts
   */
  public Inputs inputs(Contract contract) {
    return shown(contract);
  }

  private ShownImages shown(Contract contract) {
    return new ShownImages(new Evaluated(pictures), InputContract.of(contract));
  }

  /**
   * Identifies an image by its content, wherever it lies.
   *
   * @param index of the image
   * @return equal for equal pixels
   */
  public ContentKey key(int index) {
    return ContentKey.of(pictures.list().get(index).content());
  }

  /**
   * Tells what the images should be taken for.
   *
   * @return their classes, the numbers of a {@link NumberSet}, the tags of a {@link TagSet} or the
   *     masks of a {@link MaskSet}
   */
  public Answers answers() {
    return pictures.answers();
  }

  /**
   * Says what the inputs are, in messages.
   *
   * @return {@code images}
   */
  public String noun() {
    return "images";
  }

  /**
   * Gives the images with their answers.
   *
   * @param contract what the weights want
   * @return the images in their order
   */
  public Examples examples(Contract contract) {
    return shown(contract).examples();
  }

  /**
   * Counts the images of each class.
   *
   * @return columns {@code class} and {@code images}
   */
  public Table counts() {
    return Table.create(
        "images",
        StringColumn.create("class", classes()),
        IntColumn.create("images", pictures.counts()));
  }

  /**
   * Draws some images, spread over the classes, with their class names.
   *
   * @param n images at most
   * @return a contact sheet
   */
  public BufferedImage preview(int n) {
    return Sieve.of(pictures, readable -> ContactSheet.labelled(readable, n));
  }

  /**
   * Lists the files that were left out: what is not a readable image, is listed twice, lies beside
   * the classes, or is a link to nowhere or to a folder that it lies in.
   *
   * @return columns {@code file} and {@code reason}
   */
  public Table rejected() {
    return Rejection.table(rejections());
  }

  List<Rejection> rejections() {
    return pictures.rejected();
  }

  /**
   * Lists the images that are equal, byte by byte. Only files of equal length are read.
   *
   * @return columns {@code group}, a number for those that are equal, {@code file} and {@code
   *     class}
   */
  public Table duplicates() {
    return equal().table();
  }

  Duplicates equal() {
    if (duplicates == null) {
      duplicates = Duplicates.of(pictures);
    }
    return duplicates;
  }

  Pictures pictures() {
    return pictures;
  }
}
