package dev.graft.pixels;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A JPEG as the JDK's writer makes it.
 *
 * @param across how often luminance is sampled for each sample of colour, along a row
 * @param down the same along a column
 * @param progressive in several scans
 * @param restart after so many blocks, 0 never
 */
record JpegFile(int across, int down, boolean progressive, int restart) {
  static final JpegFile USUAL = new JpegFile(2, 2, false, 0);

  byte[] of(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      if (progressive) {
        how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      IIOMetadata about = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), how);
      String format = about.getNativeMetadataFormatName();
      Element root = (Element) about.getAsTree(format);
      Element first = (Element) root.getElementsByTagName("componentSpec").item(0);
      if (root.getElementsByTagName("componentSpec").getLength() > 1) {
        first.setAttribute("HsamplingFactor", Integer.toString(across));
        first.setAttribute("VsamplingFactor", Integer.toString(down));
      }
      if (restart > 0) {
        restart(root);
      }
      about.setFromTree(format, root);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, about), how);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  private void restart(Element root) {
    Node segments = root.getElementsByTagName("markerSequence").item(0);
    Element interval = new IIOMetadataNode("dri");
    interval.setAttribute("interval", Integer.toString(restart));
    segments.insertBefore(interval, segments.getFirstChild());
  }
}
