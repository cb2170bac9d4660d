package memfate.importer.acpi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.importer.Unsigned;
import memfate.platform.SourceLocation;

/** The ACPI0016 devices, CXL host bridges, that an ASL listing or a fragment of one declares. */
public final class DsdtListing {
  private static final String CXL_HOST_BRIDGE = "ACPI0016";
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<name>\\bName\\s*\\(\\s*(?<key>_HID|_CID|_UID)\\s*,(?<value>[^{})]{0,200}))"
              + "|(?<device>\\bDevice\\s*\\(\\s*(?<path>[^)]{0,200})\\))"
              + "|(?<brace>[{}])|\"[^\"]*\"");
  private static final Pattern RECOGNISED =
      Pattern.compile(
          "(?m)\\bDefinitionBlock\\s*\\(|^[> +]*[ \\t]*Device \\([\\\\^A-Z0-9_.]{1,64}\\)");
  private static final Pattern COMMENT = Pattern.compile("(\"[^\"]*\")|/\\*.*?\\*/|//.*");

  private final String file;
  private final Faults faults;
  private final Deque<Scope> open = new ArrayDeque<>();
  private final List<Long> uids = new ArrayList<>();
  private Scope next = new Scope("");

  /** What stands between two braces. */
  private static final class Scope {
    final String device;
    boolean isBridge;
    String uid = "";
    int line;

    Scope(String device) {
      this.device = device;
    }
  }

  private DsdtListing(String file, Faults faults) {
    this.file = file;
    this.faults = faults;
  }

  /** Returns whether text looks like a listing in ASL. */
  public static boolean recognises(String text) {
    return RECOGNISED.matcher(text).find();
  }

  /** Returns the _UIDs of the ACPI0016 devices in the order of the listing. */
  public static List<Long> hostBridges(String file, List<String> lines, Faults faults) {
    DsdtListing listing = new DsdtListing(file, faults);
    for (int i = 0; i < lines.size(); i++) {
      listing.line(Quoted.strip(lines.get(i)), i + 1);
    }
    while (!listing.open.isEmpty()) {
      listing.close();
    }
    return listing.uids;
  }

  private void line(String line, int number) {
    String code = COMMENT.matcher(line).replaceAll(m -> m.group(1) == null ? " " : "$1");
    Matcher token = TOKEN.matcher(code);
    while (token.find()) {
      if (token.group("device") != null) {
        next = new Scope(token.group("path").strip());
      } else if (token.group("name") != null) {
        name(token.group("key"), token.group("value").strip(), number);
      } else if ("{".equals(token.group("brace"))) {
        open.push(next);
        next = new Scope("");
      } else if ("}".equals(token.group("brace")) && !open.isEmpty()) {
        close();
      }
    }
  }

  private void name(String key, String value, int line) {
    Scope scope = open.peek();
    if (scope == null) {
      return;
    }
    if (key.equals("_UID")) {
      scope.uid = value;
      scope.line = line;
    } else if (value.contains(CXL_HOST_BRIDGE)) {
      scope.isBridge = true;
      scope.line = scope.line == 0 ? line : scope.line;
    }
  }

  private void close() {
    Scope scope = open.pop();
    if (!scope.isBridge) {
      return;
    }
    switch (scope.uid) {
      case "Zero" -> uids.add(0L);
      case "One" -> uids.add(1L);
      default -> number(scope);
    }
  }

  private void number(Scope scope) {
    boolean hex = scope.uid.matches("0[xX][0-9A-Fa-f]{1,16}");
    if (hex) {
      uids.add(Long.parseUnsignedLong(scope.uid.substring(2), 16));
    } else if (Unsigned.isDigits(scope.uid, 10) && scope.uid.length() < 19) {
      uids.add(Long.parseLong(scope.uid));
    } else {
      String message =
          "device %s is a CXL host bridge whose _UID is no plain number".formatted(scope.device);
      SourceLocation at = new SourceLocation(file, scope.line, 0);
      faults.odd(at, "unreadable", scope.uid, message, "CEDT names host bridges by number");
    }
  }
}
