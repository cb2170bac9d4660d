package memfate.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.iomem.AddressRange;
import memfate.platform.Observation;

/** A node of iomem that the comparison is about, without those that it is not about. */
record Branch(AddressRange range, String name, List<Branch> below) {
  private static final Pattern CONCERNED =
      Pattern.compile(
          "CXL Window \\d+|region\\d+|dax\\d+\\.\\d+|Soft Reserved|System RAM \\(kmem\\)");
  private static final Pattern TIMING = Pattern.compile("(region)\\d+|(dax)\\d+\\.\\d+");
  private static final Pattern LINE =
      Pattern.compile("( *)([0-9a-f]{1,16})-([0-9a-f]{1,16}) : (.*)");

  /** Takes a listing; what is below a node that is left out moves up. */
  static List<Branch> of(List<Observation.Entry> entries) {
    List<Branch> branches = new ArrayList<>();
    for (Observation.Entry entry : entries) {
      List<Branch> below = of(entry.children());
      if (CONCERNED.matcher(entry.name()).matches()) {
        branches.add(new Branch(entry.range(), entry.name(), below));
      } else {
        branches.addAll(below);
      }
    }
    return branches;
  }

  /** Takes a tree as the prediction prints it. */
  static List<Branch> ofText(String iomem) {
    List<Observation.Entry> roots = new ArrayList<>();
    List<List<Observation.Entry>> levels = new ArrayList<>(List.of(roots));
    for (String line : iomem.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        int level = Math.min(matcher.group(1).length() / 2, levels.size() - 1);
        AddressRange range =
            new AddressRange(
                Long.parseUnsignedLong(matcher.group(2), 16),
                Long.parseUnsignedLong(matcher.group(3), 16));
        List<Observation.Entry> children = new ArrayList<>();
        levels
            .get(level)
            .add(
                new Observation.Entry(
                    range, matcher.group(4), children, memfate.platform.SourceLocation.NONE));
        levels.subList(level + 1, levels.size()).clear();
        levels.add(children);
      }
    }
    return of(roots);
  }

  /** Returns the lines of the tree, without numbers that depend on timing. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    addLines("", lines);
    return lines;
  }

  private void addLines(String indent, List<String> lines) {
    lines.add(
        "%s%08x-%08x : %s".formatted(indent, range.start(), range.end(), withoutNumber(name)));
    below.forEach(branch -> branch.addLines(indent + "  ", lines));
  }

  private static String withoutNumber(String name) {
    Matcher matcher = TIMING.matcher(name);
    return matcher.matches()
        ? "some " + (matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
        : name;
  }

  boolean isNamed(String prefix) {
    return name.startsWith(prefix);
  }
}
