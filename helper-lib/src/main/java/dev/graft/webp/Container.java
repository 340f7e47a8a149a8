package dev.graft.webp;

import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

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
  private static final int KNOWN = 0x3e;
  private static final Set<String> PIXELS = Set.of("VP8 ", "VP8L");
  private static final Map<String, Integer> METADATA = Map.of("XMP ", 4, "EXIF", 8);

  private final Chunks chunks;
  private final Map<String, Slice> metadata = new HashMap<>();
  private boolean hasAnimation;
  private int flags;
  private int[] canvas;
  private Image first;

  private Container(Chunks chunks) {
    this.chunks = chunks;
  }

  static Contents read(Slice file) throws IOException {
    long end = RIFF + Integer.toUnsignedLong(file.number(4, 4));
    if (end > file.length()) {
      throw new EOFException();
    }
    return new Container(new Chunks(file.part(START, (int) end))).read();
  }

  private Contents read() throws IOException {
    if (chunks.name().equals("VP8X")) {
      readExtended();
      boolean isStored = first.isLossless() && !isAnimated();
      boolean hasAlpha = isStored ? first.saysAlpha() : (flags & ALPHA) != 0;
      return new Contents(canvas[0], canvas[1], hasAlpha, first, metadata);
    }
    Image only = image(0, 0);
    if (only == null) {
      throw none();
    }
    return new Contents(only.width(), only.height(), only.saysAlpha(), only, metadata);
  }

  private boolean isAnimated() {
    return (flags & ANIMATED) != 0;
  }

  private void readExtended() throws IOException {
    Slice header = chunks.next().content();
    flags = header.at(0);
    if ((flags & ~KNOWN) != 0) {
      throw new IOException("WebP has features that are not known");
    }
    canvas = canvas(header);
    while (chunks.hasNext()) {
      switch (chunks.name()) {
        case "ALPH", "VP8 ", "VP8L" -> {
          if (first != null || isAnimated()) {
            throw new IOException("WebP has several pictures outside of an animation");
          }
          first = image(0, 0).opaqueUnless((flags & ALPHA) != 0);
          check(first);
        }
        case "ANMF" -> frame();
        case "VP8X" -> throw new IOException("WebP has two headers");
        default -> {
          Chunks.Chunk next = chunks.next();
          hasAnimation |= next.name().equals("ANIM");
          if ((flags & METADATA.getOrDefault(next.name(), 0)) != 0) {
            metadata.putIfAbsent(next.name(), next.content());
          }
        }
      }
    }
    if (first == null) {
      throw none();
    }
  }

  private static IOException none() {
    return new IOException("WebP has no picture");
  }

  /** Width and height of the canvas, by the header of an extended file. */
  private static int[] canvas(Slice header) throws EOFException {
    return new int[] {1 + header.number(4, 3), 1 + header.number(7, 3)};
  }

  /** A frame's chunks are read as if they stood beside it, but for where they must end. */
  private void frame() throws IOException {
    if (!hasAnimation) {
      throw new IOException("WebP has a frame before its animation");
    }
    int end = chunks.end();
    Slice place = chunks.enter(FRAME);
    Image frame = image(2 * place.number(0, 3), 2 * place.number(3, 3));
    if (chunks.at() > end) {
      throw new EOFException();
    }
    if (frame != null && isAnimated()) {
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

  /** Takes the chunks of one picture, alpha before pixels; null where there are none. */
  private Image image(int x, int y) throws IOException {
    Slice alpha = null;
    Chunks.Chunk pixels = null;
    while (chunks.hasNext()) {
      boolean isAlpha = chunks.name().equals("ALPH");
      if (isAlpha ? alpha != null : pixels != null || !PIXELS.contains(chunks.name())) {
        chunks.end(); // is somebody else's, but must be whole
        break;
      }
      Chunks.Chunk next = chunks.next();
      if (isAlpha && pixels != null && canvas != null) {
        throw new IOException("WebP has alpha behind the pixels");
      }
      alpha = isAlpha ? next.content() : alpha;
      pixels = isAlpha ? pixels : next;
    }
    return pixels == null && alpha == null ? null : image(x, y, pixels, alpha);
  }

  private static Image image(int x, int y, Chunks.Chunk pixels, Slice alpha) throws IOException {
    if (pixels == null) {
      throw new IOException("WebP has alpha without pixels");
    }
    Slice coded = pixels.padded();
    if (pixels.name().equals("VP8 ")) {
      int[] size = FrameHeader.size(coded, pixels.content().length());
      return new Image(x, y, size[0], size[1], false, coded, alpha);
    }
    Lossless.Header header = Lossless.header(coded);
    return new Image(x, y, header.width(), header.height(), true, coded, null);
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
      default -> throw none();
    };
  }
}
