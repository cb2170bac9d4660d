package memfate.importer.acpi;

import java.util.ArrayList;
import java.util.List;
import memfate.platform.Cedt;

/** Prints a CEDT as the {@code cedt.decoded.txt} of the fixtures does, codes left out. */
final class DecodedCedt {
  private DecodedCedt() {}

  static List<String> print(Cedt cedt) {
    List<String> lines = new ArrayList<>();
    cedt.hostBridges()
        .forEach(
            h ->
                lines.add(
                    "CHBS uid=0x%x ver=%d base=0x%x len=0x%x"
                        .formatted(h.uid(), h.version(), h.base(), h.length())));
    cedt.windows()
        .forEach(
            w ->
                lines.add(
                    "CFMWS base=0x%x size=0x%x ways=%d arith=%s gran=%d restr=%s qtg=%d targets=%s"
                        .formatted(
                            w.base(),
                            w.size(),
                            w.ways(),
                            w.arithmetic(),
                            w.granularity(),
                            w.restrictions(),
                            w.qtg(),
                            hex(w.targets()))));
    cedt.xorMaps()
        .forEach(x -> lines.add("CXIMS gran=%d %s".formatted(x.granularity(), hex(x.maps()))));
    cedt.other().forEach(o -> lines.add("type %d".formatted(o.type())));
    return lines;
  }

  /** Returns the lines of a fixture in the same words. */
  static List<String> read(List<String> decoded) {
    return decoded.stream()
        .filter(line -> !line.startsWith("issues"))
        .map(
            line ->
                line.replaceAll("eniw=\\d+ ", "")
                    .replaceAll("hbig=\\d+\\((\\d+)\\)", "gran=$1")
                    .replace("arith=0", "arith=modulo")
                    .replace("arith=1", "arith=xor")
                    .replace("restr=0x6", "restr=[type3, volatile]")
                    .replace("restr=0xa", "restr=[type3, pmem]")
                    .replace("restr=0xf", "restr=[type2, type3, volatile, pmem]")
                    .replaceAll(" nr=\\d+", "")
                    .replaceAll("^RDPAS.*", "type 3")
                    .replaceAll("^(type \\d+) len.*", "$1")
                    .replace("'", ""))
        .toList();
  }

  private static List<String> hex(List<Long> values) {
    return values.stream().map(value -> "0x" + Long.toHexString(value)).toList();
  }
}
