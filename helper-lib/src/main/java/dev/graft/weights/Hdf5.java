package dev.graft.weights;

import io.jhdf.Constants;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.Superblock;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads the tree of an HDF5 file. jHDF decodes its structures, over {@link HdfBytes}; walking them
 * is done here, so that an object is entered once, no link leads out of the file or in a circle,
 * and arrays stay where they are until one is asked for.
 */
final class Hdf5 {
  private static final long SIGNATURE = 0x0a1a0a0d46444889L;
  private static final int DEEPEST = 48;

  // jHDF warns of each byte that it does not understand; held here, as loggers are not kept alive
  private static final Logger JHDF = Logger.getLogger("io.jhdf");

  static {
    JHDF.setLevel(Level.OFF);
  }

  private final HdfBytes bytes;
  private final HdfText text;
  private final Set<Long> entered = new HashSet<>();

  private Hdf5(HdfBytes bytes) {
    this.bytes = bytes;
    text = new HdfText(bytes);
  }

  static boolean recognises(ByteBuffer file) {
    return file.limit() >= Long.BYTES && file.getLong(0) == SIGNATURE;
  }

  /** Reads names, attributes and shapes of everything, and no array. */
  static HdfGroup read(ByteBuffer file) {
    return HdfDamage.guarded(
        () -> {
          var hdf = new Hdf5(new HdfBytes(file));
          return hdf.group("", hdf.root(), 0);
        });
  }

  private long root() {
    if (bytes.getSuperblock() instanceof Superblock.SuperblockV0V1 old) {
      return new SymbolTableEntry(bytes, old.getRootGroupSymbolTableAddress())
          .getObjectHeaderAddress();
    }
    return ((Superblock.SuperblockV2V3) bytes.getSuperblock()).getRootGroupObjectHeaderAddress();
  }

  private HdfGroup group(String path, long address, int depth) {
    if (depth > DEEPEST) {
      throw new WeightsException("hdf5 has groups over " + DEEPEST + " deep");
    }
    return group(path, header(path, address), depth);
  }

  private HdfGroup group(String path, ObjectHeader header, int depth) {
    Map<String, HdfGroup> groups = new LinkedHashMap<>();
    Map<String, HdfArray> arrays = new LinkedHashMap<>();
    links(path, header)
        .forEach(
            (name, address) -> {
              String below = path.isEmpty() ? name : path + "/" + name;
              ObjectHeader child = header(below, address);
              if (child.hasMessageOfType(DataSpaceMessage.class)) {
                HdfArray.of(below, child, bytes).ifPresent(array -> arrays.put(name, array));
              } else if (child.hasMessageOfType(SymbolTableMessage.class)
                  || child.hasMessageOfType(LinkInfoMessage.class)) {
                if (depth >= DEEPEST) {
                  throw new WeightsException("hdf5 has groups over " + DEEPEST + " deep");
                }
                groups.put(name, group(below, child, depth + 1));
              }
            });
    return new HdfGroup(path, text.attributes(header), groups, arrays);
  }

  private ObjectHeader header(String path, long address) {
    if (!entered.add(address)) {
      throw new WeightsException(
          "hdf5 has " + Excerpt.quoted("/" + path) + " a second time; its links form a loop");
    }
    bytes.expectHeader(address);
    return ObjectHeader.readObjectHeader(bytes, address);
  }

  private Map<String, Long> links(String path, ObjectHeader header) {
    Map<String, Long> links = new LinkedHashMap<>();
    if (header.hasMessageOfType(SymbolTableMessage.class)) {
      SymbolTableMessage table = header.getMessageOfType(SymbolTableMessage.class);
      ByteBuffer names = new LocalHeap(bytes, table.getLocalHeapAddress()).getDataBuffer();
      for (long node :
          BTreeV1.createGroupBTree(bytes, table.getBTreeAddress()).getChildAddresses()) {
        for (SymbolTableEntry entry :
            new GroupSymbolTableNode(bytes, node).getSymbolTableEntries()) {
          names.position(entry.getLinkNameOffset());
          String name = Utils.readUntilNull(names);
          if (entry.getCacheType() > 1) {
            throw noHardLink(path, name);
          }
          put(links, path, name, entry.getObjectHeaderAddress());
        }
      }
      return links;
    }
    LinkInfoMessage info = header.getMessageOfType(LinkInfoMessage.class);
    if (info.getBTreeNameIndexAddress() != Constants.UNDEFINED_ADDRESS) {
      throw new WeightsException(
          "hdf5 group "
              + Excerpt.quoted("/" + path)
              + " keeps its links in a heap, which is not read; write it with libver=\"earliest\"");
    }
    for (LinkMessage link : header.getMessagesOfType(LinkMessage.class)) {
      if (link.getLinkType() != LinkMessage.LinkType.HARD) {
        throw noHardLink(path, link.getLinkName());
      }
      put(links, path, link.getLinkName(), link.getHardLinkAddress());
    }
    return links;
  }

  private static void put(Map<String, Long> links, String path, String name, long address) {
    if (links.put(name, address) != null) {
      throw new WeightsException(
          "hdf5 group " + Excerpt.quoted("/" + path) + " has " + Excerpt.quoted(name) + " twice");
    }
  }

  private static WeightsException noHardLink(String path, String name) {
    return new WeightsException(
        "hdf5 group "
            + Excerpt.quoted("/" + path)
            + " links "
            + Excerpt.quoted(name)
            + " from elsewhere, which is not followed");
  }
}
