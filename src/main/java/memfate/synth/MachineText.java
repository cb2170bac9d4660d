package memfate.synth;

import java.util.List;
import java.util.SplittableRandom;
import memfate.synth.Slot.Kind;
import memfate.synth.Slot.Trouble;

/** Writes one machine. */
final class MachineText {
  private static final long MIB = 1L << 20;
  private static final int GRANULARITY = 256;

  private final Sheet sheet;
  private final List<Slot> slots;
  private final SplittableRandom random;

  MachineText(Sheet sheet, List<Slot> slots, SplittableRandom random) {
    this.sheet = sheet;
    this.slots = slots;
    this.random = random;
  }

  String write(String id) {
    sheet.text("schema", "memfate-platform/1").text("id", id);
    Catalog.machine(random, sheet);
    firmwareMap();
    cedt();
    srat();
    hmat();
    memdevs();
    decoders();
    Catalog.kernel(random, sheet);
    return sheet.end();
  }

  private void firmwareMap() {
    sheet.list("firmware-map");
    usable(MIB, 2048 * MIB);
    usable(4096 * MIB, Layout.FIRST / 2);
    for (Slot slot : slots) {
      for (int i = 0; i < slot.ranges(); i++) {
        long missing = slot.trouble() == Trouble.UNALIGNED ? MIB : 0;
        sheet.item(
            "{"
                + range(slot.base() + i * slot.rangeSize(), slot.rangeSize() - missing)
                + ",\"e820\":\"soft-reserved\"}");
      }
    }
    sheet.endList();
  }

  private void usable(long start, long end) {
    sheet.item("{" + range(start, end - start) + ",\"e820\":\"usable\"}");
  }

  private void cedt() {
    if (slots.stream().noneMatch(Slot::isCxl)) {
      return;
    }
    sheet.section("cedt").list("host-bridges");
    for (Slot slot : slots) {
      for (int i = 0; i < slot.bridges(); i++) {
        sheet.item("{\"uid\":" + (slot.first() + i) + "}");
      }
    }
    sheet.endList().list("windows");
    slots.forEach(this::windows);
    sheet.endList().endSection();
  }

  private void windows(Slot slot) {
    for (int i = 0; i < slot.windows(); i++) {
      StringBuilder window = new StringBuilder("{\"base\":\"0x");
      window.append(Long.toHexString(slot.base() + i * slot.windowSize()));
      window.append("\",\"size\":\"").append(gibibytes(slot.windowSize()));
      int first = slot.first() + i;
      if (slot.kind() == Kind.INTERLEAVED) {
        window.append("\",\"ways\":").append(slot.parts());
        window.append(",\"targets\":[").append(first);
        for (int k = 1; k < slot.parts(); k++) {
          window.append(',').append(first + k);
        }
      } else {
        window.append("\",\"targets\":[").append(first);
      }
      sheet.item(window.append("]}"));
    }
  }

  private void srat() {
    sheet.list("srat");
    for (Slot slot : slots) {
      if (slot.trouble() != Trouble.NO_NODE) {
        near(slot.pxm(), slot.base(), slot.end() - slot.base());
      }
    }
    sheet.endList();
  }

  private void near(int pxm, long base, long size) {
    sheet.item("{\"pxm\":" + pxm + "," + range(base, size) + "}");
  }

  /**
   * One machine in three has the table; with it the affinity entries are what the kernel offers.
   */
  private void hmat() {
    sheet.entry("hmat", random.nextInt(3) == 0 ? "{\"revision\":2}" : "\"absent\"");
  }

  private void memdevs() {
    if (slots.stream().noneMatch(Slot::isCxl)) {
      return;
    }
    sheet.list("memdevs");
    for (Slot slot : slots) {
      for (int i = 0; slot.isCxl() && i < slot.parts(); i++) {
        if (slot.trouble() != Trouble.NO_DEVICE || i + 1 < slot.parts()) {
          int bridge = slot.first() + (slot.kind() == Kind.SHARED ? 0 : i);
          sheet.item(
              "{\"name\":\"mem"
                  + (slot.first() + i)
                  + "\",\"ram\":\""
                  + gibibytes(slot.size())
                  + "\",\"host-bridge\":"
                  + bridge
                  + "}");
        }
      }
    }
    sheet.endList();
  }

  private void decoders() {
    if (slots.stream().noneMatch(Slot::isCxl)) {
      return;
    }
    sheet.list("decoders");
    for (Slot slot : slots) {
      for (int i = 0; slot.isCxl() && i < slot.parts(); i++) {
        boolean last = i + 1 == slot.parts();
        Trouble trouble = last ? slot.trouble() : Trouble.NONE;
        if (trouble != Trouble.NO_DECODER && trouble != Trouble.NO_DEVICE) {
          sheet.item(decoder(slot, i, trouble));
        }
      }
    }
    sheet.endList();
  }

  private static String decoder(Slot slot, int part, Trouble trouble) {
    long size = slot.decoderSize() / (trouble == Trouble.SHORT_DECODER ? 2 : 1);
    String decoder =
        "{\"memdev\":\"mem" + (slot.first() + part) + "\"," + range(slot.decoderBase(part), size);
    if (slot.kind() == Kind.INTERLEAVED) {
      int granularity = trouble == Trouble.GRANULARITY ? 2 * GRANULARITY : GRANULARITY;
      decoder += ",\"ways\":" + slot.parts() + ",\"granularity\":" + granularity;
    }
    return decoder + "}";
  }

  private static String range(long base, long size) {
    return "\"range\":\"" + Long.toHexString(base) + "-" + Long.toHexString(base + size - 1) + "\"";
  }

  private static String gibibytes(long size) {
    return (size >> 30) + "GiB";
  }
}
