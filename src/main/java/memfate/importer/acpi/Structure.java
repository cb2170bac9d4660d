package memfate.importer.acpi;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import memfate.platform.SourceLocation;

/**
 * One structure of a table; all of its bytes are there.
 *
 * @param offset first byte within the table
 * @param length bytes, as it says itself
 */
record Structure(TableBytes table, int offset, int type, int length) {
  private static final int SHOWN = 64;

  /** How the structures of a table begin. */
  enum Layout {
    CEDT(36, 4) {
      @Override
      int type(TableBytes table, int offset) {
        return table.u8(offset);
      }

      @Override
      long length(TableBytes table, int offset) {
        return table.u16(offset + 2);
      }
    },
    SRAT(48, 2) {
      @Override
      int type(TableBytes table, int offset) {
        return table.u8(offset);
      }

      @Override
      long length(TableBytes table, int offset) {
        return table.u8(offset + 1);
      }
    },
    HMAT(40, 8) {
      @Override
      int type(TableBytes table, int offset) {
        return table.u16(offset);
      }

      @Override
      long length(TableBytes table, int offset) {
        return table.u32(offset + 4);
      }
    };

    /** Offset of the first structure. */
    final int first;

    /** Bytes that type and length take. */
    final int header;

    Layout(int first, int header) {
      this.first = first;
      this.header = header;
    }

    abstract int type(TableBytes table, int offset);

    abstract long length(TableBytes table, int offset);
  }

  /** Returns the structures up to the first that cannot be one. */
  static List<Structure> all(TableBytes table, Layout layout, Faults faults) {
    List<Structure> all = new ArrayList<>();
    int end = table.end();
    int offset = layout.first;
    if (table.isReadable() && end < offset) {
      faults.lost(
          table.at(TableBytes.LENGTH_FIELD),
          "length",
          "%d bytes".formatted(end),
          "%s ends at byte %d, before its first structure at byte %d"
              .formatted(layout, end, offset));
    }
    while (offset < end) {
      String fault = fault(table, layout, offset, end);
      if (!fault.isEmpty()) {
        String bytes = table.hex(offset, Math.min(end, offset + SHOWN));
        faults.lost(table.at(offset), "length", bytes, fault);
        return all;
      }
      int length = (int) layout.length(table, offset);
      all.add(new Structure(table, offset, layout.type(table, offset), length));
      offset += length;
    }
    return all;
  }

  private static String fault(TableBytes table, Layout layout, int offset, int end) {
    int left = end - offset;
    if (left < layout.header) {
      return "%s has %d bytes at its end that are too few for a structure".formatted(layout, left);
    }
    int type = layout.type(table, offset);
    long length = layout.length(table, offset);
    if (length < layout.header) {
      return "%s structure of type %d has length %d; what follows cannot be read"
          .formatted(layout, type, length);
    }
    return length <= left
        ? ""
        : "%s structure of type %d has length %d, %d bytes more than the table has"
            .formatted(layout, type, length, length - left);
  }

  int u8(int at) {
    return table.u8(offset + at);
  }

  int u16(int at) {
    return table.u16(offset + at);
  }

  long u32(int at) {
    return table.u32(offset + at);
  }

  long u64(int at) {
    return table.u64(offset + at);
  }

  SourceLocation at() {
    return table.at(offset);
  }

  SourceLocation at(int field) {
    return table.at(offset + field);
  }

  String hex() {
    return table.hex(offset, offset + length);
  }

  /** Returns those of the bytes that are not zero: {@code +0x01: 01, +0x06: ff}. */
  String nonZero(int... reserved) {
    StringJoiner hex = new StringJoiner(", ");
    for (int at : reserved) {
      if (u8(at) != 0) {
        hex.add("+0x%02x: %02x".formatted(at, u8(at)));
      }
    }
    return hex.toString();
  }
}
