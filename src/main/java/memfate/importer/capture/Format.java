package memfate.importer.capture;

import memfate.importer.Problems;

/** A kind of file that machines print. An implementation has no state. */
public interface Format {

  /** Returns what people call such a file: {@code /proc/iomem}, {@code dmesg}, {@code CEDT}. */
  String name();

  /** Returns whether a file looks like one, by its name or by its first lines. */
  boolean recognises(Artifact artifact);

  /** Adds what the file tells to the evidence, and what is wrong with it to the problems. */
  void read(Artifact artifact, Evidence evidence, Problems problems);
}
