package dev.graft;

/**
 * What turns a backbone's maps into one that says something of every pixel: a row here and a file
 * that draws it.
 *
 * <pre>{@code
 * Head.segmenter(streets.classes())                            // FPN
 * Head.segmenter(streets.classes()).decoder(Decoder.LIGHT)
 * }</pre>
 */
public enum Decoder {
  /**
   * Reads the last map alone, as a fully convolutional network of stride 32 does (Long et al. 2015,
   * FCN-32s): 1×1 to 128 channels. Quick, and blind to what is smaller than its pixels.
   */
  LIGHT(new LightDecoder()),

  /**
   * Reads the last map of every stage from stride 4 on: each brought to 128 channels, the deeper
   * one enlarged and added (Lin et al. 2017, Feature Pyramid Networks, section 3), then smoothed by
   * a 3×3 window a channel and a 1×1 over them.
   */
  FPN(new FpnDecoder());

  private final Decoding decoding;

  Decoder(Decoding decoding) {
    this.decoding = decoding;
  }

  Decoding decoding() {
    return decoding;
  }
}
