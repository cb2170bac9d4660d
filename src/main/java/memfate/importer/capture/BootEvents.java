package memfate.importer.capture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.importer.Problems;
import memfate.importer.RangeText;
import memfate.importer.ScalarException;
import memfate.importer.Unsigned;
import memfate.platform.BootPlan;
import memfate.platform.Decoder;
import org.jspecify.annotations.Nullable;

/**
 * {@code events.txt} of a capture: seconds since boot and what happened then. Modules that were
 * loaded one by one and steps that somebody took become {@code BootPlan.Step}s; {@code fw} lines
 * are decoders that firmware programmed, {@link LateDecoder}s if it did so after the first step.
 *
 * <p>Such a decoder is named by the address of its registers or of its device, which the merge
 * turns into names: {@code memdev} is {@code 0000:0d:00.0} for an endpoint's; a host bridge's has
 * no {@code hostBridge}, and {@code hb0xBASE} with the base of its CHBS as its {@code name}.
 */
public final class BootEvents implements Format {
  private static final Pattern LINE = Pattern.compile("(\\d{1,9}\\.\\d{1,9}) (\\S.*)");
  private static final Pattern FIRST =
      Pattern.compile(
          "\\d{1,9}\\.\\d{1,9} (?:fw (?:hb0x)?[0-9a-f]{2}.*|udevd-started|udev-triggered|udev-settled.*"
              + "|final|(?:modprobe|insmod) \\w{1,100} rc=.*|step\\d\\d-.*)");
  private static final Pattern LOAD =
      Pattern.compile("(modprobe|insmod) ([\\w-]{1,100}) rc=(\\d{1,6})\\s*");
  private static final Pattern STEP =
      Pattern.compile("(step\\d{1,6}-(\\S{1,100})) begin: (.{1,4000})");
  private static final Pattern END =
      Pattern.compile("(step\\d{1,6}-\\S{1,100}) end rc=(\\d{1,6})\\s*");
  private static final Pattern DECODER =
      Pattern.compile(
          "fw (hb0x[0-9a-fA-F]{1,16}|[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7])@\\d{1,4}"
              + ":(0x[0-9a-fA-F]{1,16}):(0x[0-9a-fA-F]{1,16}):(\\d{1,2}):(\\d{1,2}):([01])(?::(\\w{1,18}))?(\\s.*)?");
  private static final Pattern CONTROL = Pattern.compile("\\bctrl=(0x[0-9a-fA-F]{1,8})\\b");

  private static final long COMMITTED = 1 << 10;
  private static final long LOCK_ON_COMMIT = 1 << 8;
  private static final int NARROWEST = 256;

  @Override
  public String name() {
    return "boot events";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return Rows.firstLine(artifact, FIRST);
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    problems.addSource(artifact.source());
    boolean bootIsOver = false;
    Map<String, Map<String, String>> ends = ends(artifact);
    for (Rows.Row row : Rows.matching(artifact, LINE)) {
      double time = Double.parseDouble(row.group(1));
      Matcher load = LOAD.matcher(row.group(2));
      Matcher step = STEP.matcher(row.group(2));
      Matcher decoder = DECODER.matcher(row.group(2));
      if (load.matches()) {
        if (load.group(3).equals("0")) {
          Map<String, String> how =
              load.group(1).equals("insmod") ? Map.of("ignore-softdep", "true") : Map.of();
          evidence.tell(new BootPlan.Step("load", load.group(2), how, time, row.at()));
        }
      } else if (step.matches()) {
        bootIsOver = true;
        Map<String, String> what = new TreeMap<>(ends.getOrDefault(step.group(1), Map.of()));
        what.put("command", step.group(3).strip());
        what.put("label", step.group(1));
        evidence.tell(new BootPlan.Step("step", step.group(2), what, time, row.at()));
      } else if (decoder.matches()) {
        Decoder told = decoder(decoder, row, problems);
        if (told != null) {
          evidence.tell(bootIsOver ? new LateDecoder(told, time) : told);
        }
      } else if (row.group(2).startsWith("udevd-started")) {
        evidence.tell(new Setting("boot.udev", "started", row.at()));
      }
    }
  }

  /** When each step ended, and with which exit code. */
  private static Map<String, Map<String, String>> ends(Artifact artifact) {
    Map<String, Map<String, String>> ends = new HashMap<>();
    for (Rows.Row row : Rows.matching(artifact, LINE)) {
      Matcher end = END.matcher(row.group(2));
      if (end.matches()) {
        ends.put(end.group(1), Map.of("end", row.group(1), "rc", end.group(2)));
      }
    }
    return ends;
  }

  private static @Nullable Decoder decoder(Matcher fields, Rows.Row row, Problems problems) {
    int ways = ways(Integer.parseInt(fields.group(4)));
    int granularity = Integer.parseInt(fields.group(5));
    if (ways == 0 || granularity > 6) {
      problems.warning(row.at(), "", "this interleave is not one that decoders can encode", "");
      return null;
    }
    try {
      long control = control(fields.group(8));
      boolean bridge = fields.group(1).startsWith("hb");
      return new Decoder(
          bridge ? "" : "0000:" + fields.group(1),
          null,
          bridge ? fields.group(1) : "",
          RangeText.ofSize(Unsigned.parse(fields.group(2)), Unsigned.parse(fields.group(3))),
          ways,
          (long) NARROWEST << granularity,
          "",
          (control & COMMITTED) != 0,
          fields.group(6).equals("1") || (control & LOCK_ON_COMMIT) != 0,
          bridge || fields.group(7) == null ? -1 : Unsigned.parse(fields.group(7)),
          List.of(),
          "",
          row.at());
    } catch (ScalarException e) {
      problems.warning(row.at(), "", e.message(), e.help());
      return null;
    }
  }

  private static long control(@Nullable String readBack) throws ScalarException {
    Matcher control = CONTROL.matcher(readBack == null ? "" : readBack);
    return control.find() ? Unsigned.parse(control.group(1)) : 0;
  }

  /** Encoded interleave ways, {@code eiw_to_ways()}; 0 for what encodes none. */
  private static int ways(int encoded) {
    return encoded <= 4 ? 1 << encoded : encoded >= 8 && encoded <= 10 ? 3 << (encoded - 8) : 0;
  }
}
