package dev.graft.infer.gate;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads weights that lie in files beside a model's, or in folders below: whole, once, and nowhere
 * else. Nothing of them is left for ONNX Runtime to open.
 */
final class OnnxBeside {
  /** What tied weights may add to what the files hold. */
  private static final long SHARED = 64 << 20;

  private final Path file;
  private final Map<Path, Long> sizes = new HashMap<>();
  private long read;

  OnnxBeside(Path file) {
    this.file = file;
  }

  /** Reads so many bytes of a tensor. */
  ByteString read(TensorProto tensor, long length) {
    Map<String, String> where =
        tensor.getExternalDataList().stream()
            .collect(
                Collectors.toMap(
                    StringStringEntryProto::getKey,
                    StringStringEntryProto::getValue,
                    (first, second) -> second));
    String location = where.getOrDefault("location", "");
    try {
      Path data = inFolder(tensor, location);
      long size = Files.size(data);
      long offset = Long.parseLong(where.getOrDefault("offset", "0"));
      long said = Long.parseLong(where.getOrDefault("length", "" + length));
      // both sides of the comparison fit, a sum of the two on the left might not
      if (offset < 0 || length > size || offset > size - length || said != length) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "tensor %s wants %d bytes at %d of %s, which has %d",
                Excerpt.quoted(tensor.getName()),
                said == length ? length : said,
                offset,
                Excerpt.of(location),
                size));
      }
      requireOnce(data, size, length);
      return Uninterrupted.run(() -> bytes(data, offset, length));
    } catch (IOException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "tensor %s cannot be read from %s"
              .formatted(Excerpt.quoted(tensor.getName()), Excerpt.quoted(location)),
          e);
    }
  }

  /** A thousand weights that are all the same megabytes would fill the heap. */
  private void requireOnce(Path data, long size, long length) {
    sizes.put(data, size);
    read += length;
    long held = sizes.values().stream().mapToLong(s -> s).sum();
    if (read > held + SHARED) {
      throw new IllegalArgumentException(
          "weights outside the model have more bytes together than their files: " + held);
    }
  }

  private static ByteString bytes(Path data, long offset, long length) throws IOException {
    // a zip file, which has no links, knows no such option
    Set<OpenOption> once =
        data.getFileSystem().equals(FileSystems.getDefault())
            ? Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)
            : Set.of(StandardOpenOption.READ);
    try (FileChannel channel = FileChannel.open(data, once)) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
      while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {}
      return UnsafeByteOperations.unsafeWrap(bytes.flip());
    }
  }

  /** Follows links first: what is read lies beside the model or below it. */
  private Path inFolder(TensorProto tensor, String location) throws IOException {
    Path folder = file.toRealPath().getParent();
    try {
      if (!location.isEmpty() && !folder.getFileSystem().getPath(location).isAbsolute()) {
        Path data = folder.resolve(location).toRealPath();
        if (data.startsWith(folder) && Files.isRegularFile(data)) {
          return data;
        }
      }
    } catch (InvalidPathException unspeakable) {
      // said below
    }
    throw new IllegalArgumentException(
        "tensor %s lies in %s, which is not a file of the model's own folder"
            .formatted(Excerpt.quoted(tensor.getName()), Excerpt.quoted(location)));
  }
}
