package dev.graft.data;

import java.awt.Dimension;
import java.awt.image.BufferedImage;

/** Where a mask's values come from: a file, or memory. */
interface MaskFile {
  /** Names it in messages. */
  String id();

  /** Identifies its values: another text where they are others. */
  String content();

  Dimension size();

  /** Reads the values, one byte a pixel, perhaps shared: only to be read. */
  BufferedImage values();

  /** A PNG of a palette or of greys. */
  static MaskFile of(FilePicture file) {
    return new MaskFile() {
      @Override
      public String id() {
        return file.id();
      }

      @Override
      public String content() {
        return file.content();
      }

      @Override
      public Dimension size() {
        return file.size();
      }

      @Override
      public BufferedImage values() {
        return file.indices();
      }
    };
  }

  /** One that is held in memory. */
  static MaskFile of(Mask mask) {
    String content = Sha256.of(GreyImage.bytes(mask.values())) + " " + mask.width();
    return new MaskFile() {
      @Override
      public String id() {
        return mask.image();
      }

      @Override
      public String content() {
        return content;
      }

      @Override
      public Dimension size() {
        return new Dimension(mask.width(), mask.height());
      }

      @Override
      public BufferedImage values() {
        return mask.values();
      }
    };
  }
}
