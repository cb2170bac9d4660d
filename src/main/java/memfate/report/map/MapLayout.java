package memfate.report.map;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import memfate.boot.Outcome.Band;
import memfate.boot.Outcome.MapRow;
import memfate.iomem.ByteCount;

/**
 * Where everything of an address map stands; pictures only draw it.
 *
 * @param strips a strip for each band, from the top
 */
record MapLayout(AddressAxis axis, List<Strip> strips) {

  /**
   * A band.
   *
   * @param lanes how many lanes it needs: rows lie below what they lie in
   */
  record Strip(Band band, int lanes, List<Block> blocks) {}

  /**
   * A row.
   *
   * @param lane from 0
   * @param from share of the axis at which it begins, 0 to 1
   * @param to share at which it ends
   */
  record Block(Band band, MapRow row, int lane, double from, double to) {

    /** Returns the letter of the owner; empty where a band has none. */
    String letter() {
      return band == Band.FATE ? MapLayout.letter(row.name()) : "";
    }

    /** Returns the share of a fate's bytes that nobody uses, 0 to 1. */
    double lost() {
      if (band != Band.FATE) {
        return 0;
      }
      BigInteger size = ByteCount.of(row.range());
      return 1 - ByteCount.of(row.usable()).doubleValue() / size.doubleValue();
    }

    /** Returns the bytes of a fate that nobody uses. */
    BigInteger lostBytes() {
      return ByteCount.of(row.range()).subtract(ByteCount.of(row.usable()));
    }

    /** Returns what stands in the block: {@code H 16 GiB, lost 4 GiB}. */
    String label() {
      if (band != Band.FATE) {
        return row.name();
      }
      String size = letter() + " " + ByteCount.inWords(ByteCount.of(row.range()));
      return lost() == 0
          ? size
          : row.usable() == 0
              ? size + " lost"
              : size + ", " + ByteCount.inWords(lostBytes()) + " lost";
    }

    /** Returns all that is to say of the block. */
    String sentence() {
      StringBuilder text = new StringBuilder();
      text.append(band.word()).append(": ").append(row.name()).append(", ").append(row.range());
      text.append(", ").append(ByteCount.inWords(ByteCount.of(row.range())));
      if (band == Band.FATE) {
        text.append(", ").append(ByteCount.inWords(row.usable())).append(" usable");
      }
      String at = row.at().toString();
      return at.isEmpty() ? text.toString() : text.append(", ").append(at).toString();
    }
  }

  static MapLayout of(AddressMap map) {
    List<Strip> strips = new ArrayList<>();
    map.bands().forEach((band, rows) -> strips.add(strip(band, rows, map.axis())));
    return new MapLayout(map.axis(), List.copyOf(strips));
  }

  /** Returns the letter of an owner. */
  static String letter(String owner) {
    return switch (owner) {
      case "cxl" -> "C";
      case "hmem" -> "H";
      case "system-ram" -> "R";
      default -> "-";
    };
  }

  private static Strip strip(Band band, List<MapRow> rows, AddressAxis axis) {
    double width = Math.max(1, axis.width());
    List<Block> blocks = new ArrayList<>();
    int lanes = 1;
    for (MapRow row : rows) {
      blocks.add(
          new Block(
              band,
              row,
              row.depth(),
              axis.at(row.range().start()) / width,
              axis.behind(row.range()) / width));
      lanes = Math.max(lanes, row.depth() + 1);
    }
    return new Strip(band, lanes, List.copyOf(blocks));
  }
}
