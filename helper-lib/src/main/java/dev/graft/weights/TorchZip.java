package dev.graft.weights;

import dev.graft.weights.Pickled.Storage;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Reads what {@code torch.save} writes since torch 1.6: a zip archive with {@code data.pkl} and one
 * uncompressed entry a storage, all under one folder.
 */
final class TorchZip {
  private static final String PICKLE = "data.pkl";
  private final ZipIndex zip;
  private final String folder;

  private TorchZip(ZipIndex zip) {
    this.zip = zip;
    var pickles =
        zip.names().stream()
            .filter(name -> name.indexOf('/') == name.length() - PICKLE.length() - 1)
            .filter(name -> name.endsWith("/" + PICKLE))
            .toList();
    if (pickles.size() != 1) {
      throw new WeightsException(
          "zip has " + pickles.size() + " data.pkl, a PyTorch checkpoint has one");
    }
    String pickle = pickles.get(0);
    folder = pickle.substring(0, pickle.length() - PICKLE.length());
  }

  static Map<String, Tensor> read(ZipIndex zip) {
    var archive = new TorchZip(zip);
    archive.checkByteOrder();
    Object root = Unpickler.read(new Cursor(archive.zip.bytes(archive.folder + PICKLE)));
    return new TorchTensors(archive::bytes, zip.fileSize()).all(root);
  }

  private void checkByteOrder() {
    if (zip.names().contains(folder + "byteorder")) {
      var entry = new Cursor(zip.bytes(folder + "byteorder"));
      String order = entry.text(entry.remaining());
      if (!order.equals("little")) {
        throw new WeightsException(
            "byte order is " + Excerpt.quoted(order) + ", only little is read");
      }
    }
  }

  private ByteBuffer bytes(Storage storage) {
    String entry = folder + "data/" + storage.key();
    checkSize(storage, zip.size(entry));
    return zip.bytes(entry);
  }

  /** Checks that a storage is as long as it says; a size below 0 means it is missing. */
  static void checkSize(Storage storage, long actual) {
    long count = storage.count();
    if (count < 0 || count > Integer.MAX_VALUE || actual != count * storage.dtype().bytes()) {
      throw new WeightsException(
          "storage "
              + Excerpt.quoted(storage.key())
              + (actual < 0 ? " is missing" : " has " + actual + " bytes")
              + ", must have "
              + count
              + " × "
              + storage.dtype());
    }
  }
}
