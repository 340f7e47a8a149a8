package dev.graft.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What tells the pixels of one image in one view from all others, however files are named or moved:
 * a SHA-256 in four parts.
 *
 * @param a first 64 bits
 * @param b second 64 bits
 * @param c third 64 bits
 * @param d last 64 bits
 */
public record ContentKey(long a, long b, long c, long d) {

  /**
   * Hashes a description.
   *
   * @param parts of it; where one ends and the next begins matters
   * @return the key
   */
  public static ContentKey of(String... parts) {
    var sha = Sha256.digest();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      sha.update(bytes);
    }
    ByteBuffer hash = ByteBuffer.wrap(sha.digest());
    return new ContentKey(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
  }

  /**
   * As version 0.1 wrote it: what checkpoints and journals hash, so that theirs are known again.
   */
  @Override
  public String toString() {
    return "ImageKey[a=" + a + ", b=" + b + ", c=" + c + ", d=" + d + "]";
  }
}
