package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.awt.Dimension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Finds the mask of each image: by its name, or by a table. */
final class MaskPairs {
  static final String IMAGES = "images";
  static final String MASKS = "masks";

  private final List<Picture> pictures = new ArrayList<>();
  private final List<MaskFile> masks = new ArrayList<>();
  private final List<Rejection> rejected = new ArrayList<>();

  private MaskPairs() {}

  /** Reads {@code images/a/1.jpg} with {@code masks/a/1.png}. */
  static MaskPairs in(Path folder) {
    MaskPairs pairs = new MaskPairs();
    Pictures images = pairs.files(folder, IMAGES);
    Map<String, Picture> byName = new LinkedHashMap<>();
    for (Picture mask : pairs.files(folder, MASKS).list()) {
      if (byName.putIfAbsent(stem(mask.id()), mask) != null) {
        pairs.rejected.add(new Rejection(mask.id(), "a second mask of that name"));
      }
    }
    Map<String, Picture> left = new LinkedHashMap<>(byName);
    for (Picture image : images.list()) {
      Picture mask = byName.get(stem(image.id()));
      left.remove(stem(image.id()));
      if (mask == null) {
        pairs.rejected.add(
            new Rejection(image.id(), "no mask " + MASKS + "/" + stem(image.id()) + ".png"));
      } else {
        pairs.pictures.add(image);
        pairs.masks.add(MaskFile.of((FilePicture) mask));
      }
    }
    left.values().forEach(mask -> pairs.rejected.add(new Rejection(mask.id(), "no image of it")));
    return pairs.checked(folder.toString());
  }

  private Pictures files(Path folder, String name) {
    Path files = folder.resolve(name);
    if (!Files.isDirectory(files)) {
      throw new IllegalArgumentException(
          "no folder \"%s\" in %s; images lie in %s, their masks by the same names in %s"
              .formatted(name, folder, IMAGES, MASKS));
    }
    Pictures found = new FolderScan(folder, Unreadable.SKIP).unlabelled(List.of(files));
    rejected.addAll(found.rejected());
    return found;
  }

  /** The name below the folder, without its ending. */
  private static String stem(String id) {
    String name = id.substring(id.indexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
  }

  static MaskPairs of(Table table, String image, String mask, Path folder) {
    List<String> rows = IntStream.range(0, table.rowCount()).mapToObj(Integer::toString).toList();
    Map<String, String> masks = new HashMap<>();
    StringColumn column = Columns.text(table, mask);
    rows.forEach(row -> masks.put(row, column.get(Integer.parseInt(row)).strip()));
    Table listed =
        Table.create(table.name(), Columns.text(table, image), StringColumn.create("row", rows));
    Pictures found = LabelledFiles.of(listed, image, "row", folder);
    MaskPairs pairs = new MaskPairs();
    pairs.rejected.addAll(found.rejected());
    FileFinder finder = new FileFinder();
    for (int i = 0; i < found.size(); i++) {
      String name = masks.get(found.label(i));
      try {
        Path file = finder.find(folder.resolve(name));
        pairs.masks.add(MaskFile.of((FilePicture) FolderScan.picture(name, file)));
        pairs.pictures.add(found.list().get(i));
      } catch (UnreadableImageException e) {
        pairs.rejected.add(e.rejection());
      }
    }
    return pairs.checked(table.name());
  }

  static MaskPairs of(ImageSet images, List<Mask> masks) {
    if (images.size() != masks.size()) {
      throw new IllegalArgumentException(
          images.size() + " images have " + masks.size() + " masks; each needs one");
    }
    MaskPairs pairs = new MaskPairs();
    pairs.rejected.addAll(images.rejections());
    pairs.pictures.addAll(images.pictures().list());
    masks.forEach(mask -> pairs.masks.add(MaskFile.of(mask)));
    return pairs.checked("the images");
  }

  /** Leaves out those of which image and mask are not of one size. */
  private MaskPairs checked(String where) {
    List<String> reasons =
        IntStream.range(0, pictures.size()).parallel().mapToObj(this::misfit).toList();
    MaskPairs fitting = new MaskPairs();
    fitting.rejected.addAll(rejected);
    for (int i = 0; i < reasons.size(); i++) {
      if (reasons.get(i).isEmpty()) {
        fitting.pictures.add(pictures.get(i));
        fitting.masks.add(masks.get(i));
      } else {
        fitting.rejected.add(new Rejection(pictures.get(i).id(), reasons.get(i)));
      }
    }
    if (fitting.pictures.isEmpty()) {
      throw new IllegalArgumentException(
          "no image with its mask in "
              + Excerpt.of(where)
              + (fitting.rejected.isEmpty() ? "" : "; the first: " + fitting.rejected.get(0)));
    }
    return fitting;
  }

  private String misfit(int index) {
    try {
      Dimension image = pictures.get(index).size();
      Dimension mask = masks.get(index).size();
      return image.equals(mask) ? "" : misfit(image, mask);
    } catch (UnreadableImageException e) {
      return e.rejection().reason();
    }
  }

  private static String misfit(Dimension image, Dimension mask) {
    return String.format(
        Locale.ROOT,
        "image of %d × %d pixels with a mask of %d × %d",
        image.width,
        image.height,
        mask.width,
        mask.height);
  }

  /** The images, to be taken for what their masks say. */
  Pictures labelled(MaskLabels labels) {
    return Pictures.unlabelled(pictures, rejected).answered(Masks.of(labels, masks));
  }
}
