package dev.graft.serve;

import dev.graft.TransferModel;
import dev.graft.data.Mask;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import tech.tablesaw.api.Row;

/** A class for every pixel: how much of the photo each has. */
record SaidMask(Mask mask) implements Said {
  @Override
  public String name() {
    return mask.image();
  }

  private Map<String, Double> shares() {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (Row row : mask.shares()) {
      shares.put(row.getString(0), Said.rounded(row.getDouble(2)));
    }
    return shares;
  }

  @Override
  public Map<String, Object> json(int top) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("width", mask.width());
    object.put("height", mask.height());
    object.put("shares", shares());
    Map<String, String> colours = new LinkedHashMap<>();
    mask.colours()
        .forEach(
            (name, c) ->
                colours.put(name, String.format(Locale.ROOT, "#%06x", c.getRGB() & 0xffffff)));
    object.put("colours", colours);
    return object;
  }

  @Override
  public String line(int top) {
    return shares().entrySet().stream()
        .filter(one -> one.getValue() > 0)
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .map(one -> String.format(Locale.ROOT, "%s %.1f %%", one.getKey(), 100 * one.getValue()))
        .collect(Collectors.joining(", "));
  }

  @Override
  public List<String> columns(int top) {
    List<String> names = new ArrayList<>(List.of("width", "height"));
    names.addAll(mask.classes());
    return names;
  }

  @Override
  public List<String> cells(int top) {
    List<String> cells = new ArrayList<>(List.of(mask.width() + "", mask.height() + ""));
    shares().values().forEach(share -> cells.add(String.format(Locale.ROOT, "%.6f", share)));
    return cells;
  }

  @Override
  public Optional<byte[]> picture(TransferModel model, BufferedImage photo) {
    return Optional.of(png(mask.overlay(photo)));
  }

  private static byte[] png(BufferedImage picture) {
    var file = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }
}
