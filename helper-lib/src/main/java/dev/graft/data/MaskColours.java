package dev.graft.data;

import dev.graft.pixels.Rgb;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;

/**
 * Colours of classes: the eight of Okabe and Ito (2008), which most who see colours otherwise can
 * tell apart; further ones are darker, then lighter ones of these.
 */
final class MaskColours {
  private static final int[] BASE = {
    0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xD55E00, 0xF0E442, 0x999999
  };
  private static final int PALETTE = 256;

  private MaskColours() {}

  /** The colour of a class as 0xRRGGBB; black where there is none. */
  static int of(int index) {
    if (index == MaskLabels.VOID) {
      return 0;
    }
    int turn = index / BASE.length;
    double factor = Math.pow(0.6, (turn + 1) / 2);
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int base = BASE[index % BASE.length] >> shift & 0xff;
      double value = turn % 2 == 1 ? base * factor : 255 - (255 - base) * factor;
      colour |= (int) Math.round(value) << shift;
    }
    return colour;
  }

  static BufferedImage picture(BufferedImage values, int classes) {
    byte[][] channels = new byte[3][PALETTE];
    for (int i = 0; i < PALETTE; i++) {
      int colour = i < classes ? of(i) : 0;
      for (int channel = 0; channel < 3; channel++) {
        channels[channel][i] = (byte) (colour >> 16 - 8 * channel);
      }
    }
    var palette = new IndexColorModel(8, PALETTE, channels[0], channels[1], channels[2]);
    BufferedImage picture =
        new BufferedImage(
            values.getWidth(), values.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, palette);
    WritableRaster raster = picture.getRaster();
    raster.setDataElements(0, 0, values.getWidth(), values.getHeight(), GreyImage.bytes(values));
    return picture;
  }

  static BufferedImage overlay(BufferedImage values, BufferedImage photo) {
    byte[] from = Rgb.bytes(Rgb.of(photo));
    BufferedImage picture = Rgb.image(photo.getWidth(), photo.getHeight());
    byte[] to = Rgb.bytes(picture);
    byte[] classes = GreyImage.bytes(values);
    for (int i = 0; i < classes.length; i++) {
      int index = classes[i] & 0xff;
      int colour = of(index);
      for (int channel = 0; channel < 3; channel++) {
        int seen = from[3 * i + channel] & 0xff;
        int painted = colour >> 8 * channel & 0xff;
        to[3 * i + channel] = (byte) (index == MaskLabels.VOID ? seen : (seen + painted) / 2);
      }
    }
    return picture;
  }
}
