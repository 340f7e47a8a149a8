package dev.graft.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The one hash of state dicts and of the files beside them. */
public final class Sha256 {
  private Sha256() {}

  static MessageDigest digest() {
    return Checksum.digest("SHA-256");
  }

  /**
   * Hashes a file.
   *
   * @param file read as a stream
   * @return 64 lower-case hexadecimal digits
   * @throws IOException when it cannot be read
   */
  public static String of(Path file) throws IOException {
    return Checksum.none().of(file);
  }

  /**
   * Hashes bytes.
   *
   * @param bytes from position to limit, which stay
   * @return 64 lower-case hexadecimal digits
   */
  public static String of(ByteBuffer bytes) {
    MessageDigest sha = digest();
    sha.update(bytes.duplicate());
    return HexFormat.of().formatHex(sha.digest());
  }
}
