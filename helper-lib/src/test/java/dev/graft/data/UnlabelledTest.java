package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnlabelledTest {
  private static final byte[] PNG = Fixtures.encoded(Fixtures.quadrants(8, 6), "png");

  @TempDir Path folder;

  @Test
  void takesAFileOrAFolder() {
    Fixtures.file(folder.resolve("b.png"), PNG);
    Fixtures.file(folder.resolve("deep/a.png"), PNG);
    Fixtures.file(folder.resolve("notes.txt"), new byte[20]);
    ImageSet all = Unlabelled.of(folder);
    assertEquals(List.of("b.png", "deep/a.png"), List.of(all.id(0), all.id(1)));
    assertEquals("notes.txt", all.rejected().getString(0, "file"));
    assertEquals(List.of(""), all.classes());
    assertEquals(folder.resolve("b.png").toString(), Unlabelled.of(folder.resolve("b.png")).id(0));
    assertEquals(
        "no images in " + folder.resolve("none"), refusal(() -> Unlabelled.of(emptyFolder())));
  }

  private Path emptyFolder() {
    try {
      return Files.createDirectories(folder.resolve("none"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anImageInMemoryIsCopied() {
    BufferedImage image = Fixtures.plain(4, 4, Color.RED);
    ImageSet one = Unlabelled.of(image);
    var key = one.key(0);
    image.setRGB(0, 0, 0);
    assertEquals(0xffff0000, one.image(0).getRGB(0, 0));
    assertEquals("image", one.id(0));
    assertNotEquals(key, Unlabelled.of(image).key(0));
    BufferedImage clear = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
    assertEquals(0xffffffff, Unlabelled.of(clear).image(0).getRGB(0, 0), "over white");
  }

  @Test
  void bytesAreJudgedAsAFileIs() {
    assertEquals(8, Unlabelled.of(PNG).image(0).getWidth());
    assertEquals(Unlabelled.of(PNG).key(0), Unlabelled.of(write("x.png")).key(0));
    assertEquals(
        "image is not readable: bytes (empty file)",
        refusal(() -> Unlabelled.of(new byte[0]).image(0)));
    assertEquals(
        "image is not readable: bytes (not an image)",
        refusal(
            () ->
                Unlabelled.of("<html>404 not found</html>".getBytes(StandardCharsets.UTF_8))
                    .image(0)));
  }

  private Path write(String name) {
    Fixtures.file(folder.resolve(name), PNG);
    return folder.resolve(name);
  }

  @Test
  void aStreamIsReadToItsEndAndLeftOpen() throws IOException {
    boolean[] closed = new boolean[1];
    try (InputStream in =
        new ByteArrayInputStream(PNG) {
          @Override
          public void close() {
            closed[0] = true;
          }
        }) {
      assertEquals(6, Unlabelled.of(in).image(0).getHeight());
      assertEquals(-1, in.read());
      assertTrue(!closed[0]);
    }
    assertEquals(
        "image is not readable: stream (more than 134217728 bytes)",
        refusal(() -> Unlabelled.of(new Endless())));
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("pipe broke");
          }
        };
    assertEquals("image is not readable: stream", refusal(() -> Unlabelled.of(broken)));
  }

  private static final class Endless extends InputStream {
    @Override
    public int read() {
      return 0;
    }

    @Override
    public int read(byte[] bytes, int from, int count) {
      return count;
    }
  }

  @Test
  void anAddressIsAFileAnArchiveOrData() throws IOException {
    Path file = write("blue sky+1.png");
    assertEquals(file.toString(), Unlabelled.of(file.toUri()).id(0));
    Path zip = folder.resolve("a b.zip");
    URI inside = URI.create("jar:" + zip.toUri() + "!/deep/sky%201+.png");
    try (FileSystem archive =
        FileSystems.newFileSystem(URI.create("jar:" + zip.toUri()), Map.of("create", "true"))) {
      Fixtures.file(archive.getPath("/deep/sky 1+.png"), PNG);
    }
    assertEquals(8, Unlabelled.of(inside).image(0).getWidth());
    assertEquals(inside.toString(), Unlabelled.of(inside).id(0));
    URI data = URI.create("data:image/png;base64," + Base64.getEncoder().encodeToString(PNG));
    assertEquals(8, Unlabelled.of(data).image(0).getWidth());
    assertEquals("data:image/png;base64", Unlabelled.of(data).id(0));
    assertEquals(Unlabelled.of(PNG).key(0), Unlabelled.of(data).key(0));
  }

  /** Java's own connections would open FTP for a file of another host. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "photo.png | address is \"photo.png\", must begin with file:, jar:file:, data:, http: or https:",
        "ftp://a:secret@host/x.png | address is \"ftp://…@host/x.png\", must begin with file:, jar:file:, data:, http: or https:",
        "file://host/x.png | address is \"file://host/x.png\", a file's is file:/PATH",
        "jar:file://host/x.zip!/a.png | address is \"file://host/x.zip\", a file's is file:/PATH",
        "jar:http://host/x.zip!/a.png | image is not readable: jar:http://host/x.zip!/a.png (an archive's address is jar:file:/ARCHIVE!/FILE)",
        "jar:file:/nowhere.zip!/a.png | image is not readable: jar:file:/nowhere.zip!/a.png (no such file, or not readable)",
        "data:image/png,abc | image is not readable: data:image/png (no data in base64)",
        "https://a:secret@host/x.png | cannot download https://…@host/x.png (an address is https://HOST/PATH, without name and password)",
      })
  void otherAddressesAreRefused(String address, String message) {
    String refused = refusal(() -> Unlabelled.of(URI.create(address)));
    assertTrue(refused.equals(message) || refused.contains("(GRAFT_OFFLINE is true)"), refused);
  }

  private static String refusal(Runnable call) {
    return assertThrows(RuntimeException.class, call::run).getMessage();
  }
}
