package dev.graft;

/**
 * What turns a backbone's maps into one that says something of every pixel: a row here and a file
 * that draws it. Of a vision transformer it reads the tokens of the patches, laid out as they lie
 * in the photo: the last ones, or those of four depths brought to four sizes (Ranftl et al. 2021,
 * Vision Transformers for Dense Prediction, section 3.1).
 *
 * <pre>{@code
 * Head.segmenter(streets.classes())                            // FPN
 * Head.segmenter(streets.classes()).decoder(Decoder.LIGHT)
 * }</pre>
 */
public enum Decoder {
  /**
   * Reads the last map alone, as a fully convolutional network of stride 32 does (Long et al. 2015,
   * FCN-32s): 1×1 to 128 channels. Quick, and blind to what is smaller than its pixels, which a
   * body of {@link Backbone#outputStride} has more of.
   */
  LIGHT(new LightDecoder()),

  /**
   * Reads the last map of every stage from stride 4 on: each brought to 128 channels, the deeper
   * one enlarged and added (Lin et al. 2017, Feature Pyramid Networks, section 3), then smoothed by
   * a 3×3 window a channel and a 1×1 over them.
   */
  FPN(new FpnDecoder()),

  /**
   * Reads the last map of every stage from stride 2 on, as U-Net does (Ronneberger et al. 2015,
   * section 2) where a pretrained body is its contracting path: the deeper map is enlarged to the
   * next one's size, bilinear, both are put side by side, and two 3×3 convolutions, each with a
   * normalization and ReLU, bring them to 256, 128, 64, 32 and 16 channels; the last of these steps
   * ends at the size of the input, with no map beside. Those normalizations are fresh, so that they
   * follow their batches whatever {@link dev.graft.train.FineTune#statistics} says. The finest of
   * all, and the dearest: half of its work is done on the two largest maps.
   */
  UNET(new UnetDecoder());

  private final Decoding decoding;

  Decoder(Decoding decoding) {
    this.decoding = decoding;
  }

  Decoding decoding() {
    return decoding;
  }
}
