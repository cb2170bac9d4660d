package memfate.spark;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.importer.JsonStretch;
import memfate.importer.JsonStretch.Extent;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * How files are shared out to tasks.
 *
 * @param parts parts of files, those of one file behind each other
 * @param taskBytes about as many bytes one task takes
 */
record Plan(List<FilePart> parts, long taskBytes) {

  /**
   * Shares files out: a large one that is JSON lines in stretches, another one whole.
   *
   * @param whole files that must not be shared out in stretches
   */
  static Plan of(List<InputFile> files, long taskBytes, Set<InputFile> whole, Configuration hadoop)
      throws IOException {
    List<FilePart> parts = new ArrayList<>();
    for (InputFile file : files) {
      if (file.length() <= taskBytes || whole.contains(file) || !isJson(file, hadoop)) {
        parts.add(FilePart.whole(parts.size(), file));
      } else {
        addStretches(parts, file, taskBytes, hadoop);
      }
    }
    return new Plan(List.copyOf(parts), taskBytes);
  }

  private static boolean isJson(InputFile file, Configuration hadoop) throws IOException {
    try (FSDataInputStream in = file.open(hadoop)) {
      return JsonStretch.isJson(in.readNBytes(JsonStretch.HEAD));
    }
  }

  private static void addStretches(
      List<FilePart> parts, InputFile file, long bytes, Configuration hadoop) throws IOException {
    long start = 0;
    try (FSDataInputStream in = file.open(hadoop)) {
      while (start < file.length()) {
        long end = start + bytes >= file.length() ? file.length() : lineBehind(in, start + bytes);
        parts.add(FilePart.stretch(parts.size(), file, start, end));
        start = end;
      }
    }
  }

  /** Returns where, at or behind a byte, a line starts with a brace; else the end. */
  private static long lineBehind(FSDataInputStream file, long from) throws IOException {
    file.seek(from);
    InputStream in = new java.io.BufferedInputStream(file);
    long at = from;
    boolean lineStarts = false;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (lineStarts && b == '{') {
        return at;
      }
      lineStarts = b == '\n';
      at++;
    }
    return at;
  }

  /** Returns the parts of each task. */
  ArrayList<ArrayList<Part>> tasks() {
    ArrayList<ArrayList<Part>> tasks = new ArrayList<>();
    long left = 0;
    for (FilePart part : parts) {
      if (tasks.isEmpty() || part.length() > left) {
        tasks.add(new ArrayList<>());
        left = taskBytes;
      }
      tasks.get(tasks.size() - 1).add(part);
      left -= part.length();
    }
    return tasks;
  }

  /** Returns the files whose stretches are not what the whole is cut into. */
  Set<InputFile> wrong(Map<Integer, Extent> extents) {
    Set<InputFile> wrong = new java.util.LinkedHashSet<>();
    for (FilePart part : parts) {
      Extent extent = extents.get(part.rank());
      if (!part.isWhole() && (extent == null || !extent.exact())) {
        wrong.add(part.file());
      }
    }
    return wrong;
  }

  /** Returns the same, where each stretch knows what stands before it. */
  Plan counted(Map<Integer, Extent> extents) {
    Map<InputFile, FilePart> ends = new LinkedHashMap<>();
    List<FilePart> counted = new ArrayList<>();
    for (FilePart part : parts) {
      FilePart before = ends.get(part.file());
      FilePart here = before == null ? part : part.behind(before.documents(), before.lines());
      counted.add(here);
      Extent extent = extents.get(part.rank());
      if (extent != null) {
        ends.put(
            part.file(),
            here.behind(here.documents() + extent.documents(), here.lines() + extent.lines()));
      }
    }
    return new Plan(List.copyOf(counted), taskBytes);
  }
}
