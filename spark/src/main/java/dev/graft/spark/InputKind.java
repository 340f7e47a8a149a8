package dev.graft.spark;

import dev.graft.weights.Excerpt;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;

/** What an input column holds, and how one of its values becomes something that a model takes. */
enum InputKind implements Serializable {
  /** The bytes of an image file, as {@code binaryFile} reads them. */
  BINARY,
  /** The path of an image file, for Hadoop's file systems. */
  PATH,
  /** A struct of Spark's image source: decoded pixels. */
  IMAGE,
  /** A text. */
  TEXT;

  /** As Graft's own bound for one image file. */
  private static final int MOST = 128 << 20;

  /** Why a value cannot be taken. */
  static final class UnreadException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadException(String reason) {
      super(reason);
    }
  }

  /** Chooses by the column's type and by what the model reads. */
  static InputKind of(String column, DataType type, boolean texts) {
    boolean string = type instanceof StringType;
    if (texts && string) {
      return TEXT;
    }
    if (!texts && string) {
      return PATH;
    }
    if (!texts && type instanceof BinaryType) {
      return BINARY;
    }
    if (!texts && type.sameType(ImageSchema.columnSchema())) {
      return IMAGE;
    }
    throw new IllegalArgumentException(
        "column \"%s\" is %s; this model reads %s"
            .formatted(
                column,
                type.simpleString(),
                texts
                    ? "texts: a string column"
                    : "photos: a binary column of files, a string column of paths, or an image"
                        + " column"));
  }

  /** Gives the bytes of an image file. */
  byte[] file(Object value, Configuration hadoop) throws UnreadException {
    byte[] bytes = this == BINARY ? (byte[]) value : read((String) value, hadoop);
    if (bytes.length > MOST) {
      throw new UnreadException("image is not readable: more than " + MOST + " bytes");
    }
    return bytes;
  }

  private static byte[] read(String path, Configuration hadoop) throws UnreadException {
    try {
      Path file = new Path(path);
      FileSystem system = file.getFileSystem(hadoop);
      try (InputStream in = system.open(file)) {
        return in.readNBytes(MOST + 1);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new UnreadException("file cannot be read: " + Excerpt.of(e));
    }
  }

  /** Gives the pixels of an image struct: rows from the top, blue first. */
  static BufferedImage pixels(Row image) throws UnreadException {
    int height = ImageSchema.getHeight(image);
    int width = ImageSchema.getWidth(image);
    int channels = ImageSchema.getNChannels(image);
    byte[] data = ImageSchema.getData(image);
    boolean fits =
        height > 0
            && width > 0
            && (channels == 1 || channels == 3 || channels == 4)
            && (long) height * width * channels == data.length;
    if (!fits) {
      throw new UnreadException(
          String.format(
              Locale.ROOT,
              "image column has %d by %d pixels of %d channels in %d bytes; spark could not decode"
                  + " %s",
              width,
              height,
              channels,
              data.length,
              Excerpt.quoted(ImageSchema.getOrigin(image))));
    }
    int type =
        channels == 1
            ? BufferedImage.TYPE_BYTE_GRAY
            : channels == 3 ? BufferedImage.TYPE_3BYTE_BGR : BufferedImage.TYPE_4BYTE_ABGR;
    BufferedImage pixels = new BufferedImage(width, height, type);
    byte[] into = ((DataBufferByte) pixels.getRaster().getDataBuffer()).getData();
    if (channels == 4) {
      // Spark keeps alpha last, Java first
      for (int i = 0; i < data.length; i += 4) {
        into[i] = data[i + 3];
        System.arraycopy(data, i, into, i + 1, 3);
      }
    } else {
      System.arraycopy(data, 0, into, 0, data.length);
    }
    return pixels;
  }
}
