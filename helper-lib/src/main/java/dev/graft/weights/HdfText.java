package dev.graft.weights;

import io.jhdf.GlobalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.Utils;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the attributes of HDF5 objects that are one text each. */
final class HdfText {
  private final HdfBytes bytes;
  private final Map<Long, GlobalHeap> heaps = new HashMap<>();

  HdfText(HdfBytes bytes) {
    this.bytes = bytes;
  }

  /** Returns text by name; {@code ""} stands for an attribute that is no text. */
  Map<String, String> attributes(ObjectHeader header) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (AttributeMessage attribute : header.getMessagesOfType(AttributeMessage.class)) {
      attributes.put(attribute.getName(), text(attribute));
    }
    return attributes;
  }

  private String text(AttributeMessage attribute) {
    ByteBuffer data = attribute.getDataBuffer();
    if (data == null || attribute.getDataSpace().getTotalLength() != 1) {
      return "";
    }
    if (attribute.getDataType() instanceof StringData) {
      String padded = StandardCharsets.UTF_8.decode(data).toString();
      int end = padded.indexOf('\0');
      return end < 0 ? padded : padded.substring(0, end);
    }
    if (attribute.getDataType() instanceof VariableLength type && type.isVariableLengthString()) {
      int length = Utils.readBytesAsUnsignedInt(data, Integer.BYTES);
      long heap = Utils.readBytesAsUnsignedLong(data, bytes.getSizeOfOffsets());
      int index = Utils.readBytesAsUnsignedInt(data, Integer.BYTES);
      if (length == 0) {
        return "";
      }
      ByteBuffer object =
          heaps
              .computeIfAbsent(heap, address -> new GlobalHeap(bytes, address))
              .getObjectData(index);
      return StandardCharsets.UTF_8
          .decode(object.slice(0, Math.min(length, object.limit())))
          .toString();
    }
    return "";
  }
}
