package dev.graft.weights;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads weight files.
 *
 * <pre>{@code
 * StateDict weights = Weights.read(Path.of("model.pth"));
 * }</pre>
 *
 * <p>The content tells the format, not the name:
 *
 * <ul>
 *   <li>safetensors, in one file or in several beside an index;
 *   <li>PyTorch's checkpoints, zip and legacy; {@code module.} before every name is dropped;
 *   <li>Keras's {@code .h5}, {@code .weights.h5} and {@code .keras}, all named as {@link
 *       KerasNames} tells: {@code conv1.kernel}. Two kinds of file do not tell a layer's class:
 *       what a {@code .h5} of Keras 3 without configuration calls {@code kernel} is taken for a
 *       plain kernel, and a BatchNorm of three variables in a {@code .weights.h5} for one without
 *       gamma;
 *   <li>Keras's arrays in a safetensors file, {@code conv1/kernel}, named in torch's way;
 *   <li>TensorFlow's checkpoints of version 2, named as TensorFlow names its variables: {@code
 *       MobilenetV2/Conv/weights}. An {@code .index}, what TensorFlow calls the checkpoint's
 *       prefix, a SavedModel's folder, of which no graph is read, and a {@code .tar.gz} of either.
 *       Where a checkpoint of TensorFlow 1 keeps a variable's running average, that is what is
 *       read.
 * </ul>
 *
 * <p>Layouts become torch's: convolution (out, in, kh, kw), depthwise (channels, 1, kh, kw), dense
 * (out, in). Nothing in a file is executed.
 */
public final class Weights {
  private Weights() {}

  /**
   * Reads all float tensors of a file. F32 tensors that need no turning are views of the mapped
   * file, so it must not be changed in place while they are in use; F16, BF16 and F64 are converted
   * to 32 bits. Integer tensors, as BatchNorm's {@code num_batches_tracked}, are left out. A
   * checkpoint that wraps its tensors as {@code state_dict}, {@code model_state_dict} or {@code
   * model} is unwrapped.
   *
   * @param file below 2 GiB, as each of the files that it tells of; or a SavedModel's folder
   * @return its tensors, in torch's layout
   * @throws WeightsException when the file is missing, of no known format, truncated, damaged, or
   *     wants anything but tensors; the text names the file
   * @throws java.io.UncheckedIOException when it cannot be read
   */
  public static StateDict read(Path file) {
    Path found = Checkpoints.file(file);
    ByteBuffer bytes = MappedFile.map(found);
    try {
      Map<String, Tensor> tensors = tensors(bytes, Siblings.of(found));
      if (tensors.isEmpty()) {
        throw new WeightsException("weights hold no float tensors");
      }
      return StateDict.of(tensors);
    } catch (WeightsException e) {
      throw new WeightsException(e.getMessage() + " (" + file + ")", e);
    }
  }

  static Map<String, Tensor> tensors(ByteBuffer bytes, Siblings files) {
    if (SafetensorsIndex.recognises(bytes)) {
      return SafetensorsIndex.read(bytes, files);
    }
    // safetensors first: a header of 640 bytes begins like a pickle
    if (SafetensorsHeader.recognises(bytes)) {
      return Safetensors.read(bytes);
    }
    if (Hdf5.recognises(bytes)) {
      return KerasHdf5.read(bytes);
    }
    if (ZipIndex.recognises(bytes)) {
      ZipIndex zip = ZipIndex.of(bytes);
      return KerasZip.recognises(zip) ? KerasZip.read(zip) : TorchZip.read(zip);
    }
    if (TorchLegacy.recognises(bytes)) {
      return TorchLegacy.read(bytes);
    }
    if (TensorBundle.recognises(bytes)) {
      return TensorBundle.read(bytes, files);
    }
    if (CheckpointArchive.recognises(bytes)) {
      return CheckpointArchive.read(bytes);
    }
    throw new WeightsException(
        "weights of "
            + bytes.limit()
            + " bytes are neither safetensors, HDF5, a PyTorch or Keras archive, nor a TensorFlow"
            + " checkpoint (.index, SavedModel, .tar.gz)");
  }
}
