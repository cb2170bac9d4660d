package memfate.importer.acpi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import memfate.importer.acpi.Structure.Layout;
import memfate.platform.SourceLocation;

/** The fields of one structure in an iasl listing. */
final class ListingBlock {
  private final String file;
  private final ListingLine first;
  private final Faults faults;
  private final List<ListingLine> fields = new ArrayList<>();

  ListingBlock(String file, ListingLine first, Faults faults) {
    this.file = file;
    this.first = first;
    this.faults = faults;
    fields.add(first);
  }

  void add(ListingLine field) {
    fields.add(field);
  }

  SourceLocation at() {
    return at(first);
  }

  private SourceLocation at(ListingLine field) {
    return new SourceLocation(file, field.number(), 0);
  }

  /** Returns the number of the structure's type, -1 if it is none. */
  int type() {
    return first.isNumber() && first.unsigned() <= 0xffff ? (int) first.unsigned() : -1;
  }

  /** Returns whose structure it is, by its name and else by its fields. */
  Optional<Layout> layout() {
    if (first.label().equals("structure type")) {
      return Optional.of(Layout.HMAT);
    }
    String name = first.name();
    if (name.contains("CXL") || has("window base address") || has("associated host bridge")) {
      return Optional.of(Layout.CEDT);
    }
    boolean affinity = name.contains("Affinity") || has("proximity domain");
    return affinity ? Optional.of(Layout.SRAT) : Optional.empty();
  }

  boolean has(String label) {
    return fields.stream().anyMatch(field -> field.label().equals(label));
  }

  /** Returns a field's number; a field that holds none is reported, and counts as not told. */
  OptionalLong number(String... labels) {
    for (String label : labels) {
      for (ListingLine field : fields) {
        if (field.label().equals(label)) {
          return number(field);
        }
      }
    }
    return OptionalLong.empty();
  }

  long number(String label, long otherwise) {
    return number(new String[] {label}).orElse(otherwise);
  }

  /** Returns a small number, -1 if it is not told or not small. */
  int small(String label) {
    long value = number(label, -1);
    return value >= 0 && value <= Integer.MAX_VALUE ? (int) value : -1;
  }

  /** Returns the numbers of all fields whose label ends so. */
  List<Long> numbers(String labelEnd) {
    List<Long> numbers = new ArrayList<>();
    for (ListingLine field : fields) {
      if (field.label().endsWith(labelEnd)) {
        number(field).ifPresent(numbers::add);
      }
    }
    return numbers;
  }

  private OptionalLong number(ListingLine field) {
    if (field.isNumber()) {
      return OptionalLong.of(field.unsigned());
    }
    String message = "'%s' is no hexadecimal number of up to 64 bits".formatted(field.value());
    faults.lost(at(field), "unreadable", field.text(), message);
    return OptionalLong.empty();
  }

  /**
   * Returns the reserved bytes that are not zero.
   *
   * @param before labels of the fields that reserved ones follow
   * @param offsets where in the structure those reserved fields lie
   */
  String reserved(List<String> before, List<Integer> offsets) {
    List<String> nonZero = new ArrayList<>();
    for (int i = 1; i < fields.size(); i++) {
      int known = before.indexOf(fields.get(i - 1).label());
      if (known >= 0 && fields.get(i).label().equals("reserved")) {
        String hex = fields.get(i).hex();
        for (int at = 0; at + 2 <= hex.length(); at += 2) {
          String value = hex.substring(at, at + 2);
          if (!value.equals("00")) {
            nonZero.add("+0x%02x: %s".formatted(offsets.get(known) + at / 2, value));
          }
        }
      }
    }
    return String.join(", ", nonZero);
  }

  /** Returns the bytes of the structure; flags that are decoded below their field are none. */
  String hex() {
    boolean offsets = first.offset() >= 0;
    StringBuilder hex = new StringBuilder();
    for (ListingLine field : fields) {
      if (field.isNumber() && (!offsets || field.offset() >= 0)) {
        hex.append(field.hex());
      }
    }
    return hex.toString();
  }
}
