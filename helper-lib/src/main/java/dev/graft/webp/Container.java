package dev.graft.webp;

import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The structure of a file (RFC 9649, section 2), read as strictly as libwebp's demuxer reads it, on
 * which Pillow stands: a later frame that is damaged spoils the first.
 */
final class Container {
  private static final int RIFF = 8;
  private static final int START = 12;
  private static final int FRAME = 16;

  /** Flags of an extended file. */
  private static final int ANIMATED = 2;

  private static final int ALPHA = 0x10;
  private static final Map<String, Integer> METADATA = Map.of("XMP ", 4, "EXIF", 8);

  private final Chunks chunks;
  private final Map<String, Slice> metadata = new HashMap<>();
  private int flags;
  private int[] canvas;
  private Image first;

  private Container(Chunks chunks) {
    this.chunks = chunks;
  }

  static WebpFile read(Slice file) throws IOException {
    long end = RIFF + Integer.toUnsignedLong(file.number(4, 4));
    if (end > file.length()) {
      throw new EOFException();
    }
    return new Container(new Chunks(file.part(START, (int) end))).read();
  }

  private WebpFile read() throws IOException {
    if (chunks.name().equals("VP8X")) {
      readExtended();
      boolean isStored = first.isLossless() && !isAnimated();
      boolean hasAlpha = isStored ? first.saysAlpha() : (flags & ALPHA) != 0;
      return new WebpFile(canvas[0], canvas[1], hasAlpha, first, metadata);
    }
    Image only = image(chunks, 0, 0);
    return new WebpFile(only.width(), only.height(), only.saysAlpha(), only, metadata);
  }

  private boolean isAnimated() {
    return (flags & ANIMATED) != 0;
  }

  private void readExtended() throws IOException {
    Slice header = chunks.next().content();
    flags = header.at(0);
    canvas = canvas(header);
    while (chunks.hasNext()) {
      switch (chunks.name()) {
        case "ALPH", "VP8 ", "VP8L" -> {
          if (first != null) {
            throw new IOException("WebP has several pictures and is no animation");
          }
          first = image(chunks, 0, 0).opaqueUnless((flags & ALPHA) != 0);
          check(first);
        }
        case "ANMF" -> frame(chunks.next().padded());
        case "VP8X" -> throw new IOException("WebP has two headers");
        default -> {
          Chunks.Chunk next = chunks.next();
          if ((flags & METADATA.getOrDefault(next.name(), 0)) != 0) {
            metadata.putIfAbsent(next.name(), next.content());
          }
        }
      }
    }
    if (first == null) {
      throw new IOException("WebP has no picture");
    }
  }

  /** Width and height of the canvas, by the header of an extended file. */
  private static int[] canvas(Slice header) throws EOFException {
    return new int[] {1 + header.number(4, 3), 1 + header.number(7, 3)};
  }

  private void frame(Slice chunk) throws IOException {
    Chunks parts = new Chunks(chunk.after(FRAME));
    Image frame = image(parts, 2 * chunk.number(0, 3), 2 * chunk.number(3, 3));
    if (isAnimated()) {
      check(frame);
      first = first == null ? frame : first;
    }
  }

  private void check(Image image) throws IOException {
    boolean fits =
        isAnimated()
            ? image.x() + image.width() <= canvas[0] && image.y() + image.height() <= canvas[1]
            : image.width() == canvas[0] && image.height() == canvas[1];
    if (!fits) {
      throw new IOException("WebP has a picture of another size than its canvas");
    }
  }

  /** Takes the chunks of one picture: its pixels, and before them its alpha. */
  private static Image image(Chunks chunks, int x, int y) throws IOException {
    Slice alpha = null;
    if (chunks.name().equals("ALPH")) {
      alpha = chunks.next().content();
    }
    Chunks.Chunk pixels = chunks.next();
    int claimed = pixels.content().length();
    return switch (pixels.name()) {
      case "VP8 " -> {
        int[] size = FrameHeader.size(pixels.padded(), claimed);
        yield new Image(x, y, size[0], size[1], false, pixels.padded(), alpha);
      }
      case "VP8L" -> {
        Lossless.Header header = Lossless.header(pixels.padded());
        yield new Image(x, y, header.width(), header.height(), true, pixels.padded(), null);
      }
      default -> throw new IOException("WebP has no picture");
    };
  }

  /** The size that the first bytes tell, whatever else is there. */
  static int[] size(Slice start) throws IOException {
    Slice content = start.after(START + RIFF);
    return switch (new Chunks(start.after(START)).name()) {
      case "VP8X" -> canvas(content);
      case "VP8 " -> FrameHeader.size(content, start.number(START + 4, 4));
      case "VP8L" -> {
        Lossless.Header header = Lossless.header(content);
        yield new int[] {header.width(), header.height()};
      }
      default -> throw new IOException("WebP has no picture");
    };
  }
}
