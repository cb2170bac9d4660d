package memfate.importer.capture;

import java.util.List;
import memfate.iomem.AddressRange;
import memfate.platform.Cedt.CxlWindow;
import memfate.platform.SourceLocation;

/** CXL Windows of which only the range is told. */
final class CxlWindows {
  private CxlWindows() {}

  /** Returns a window with every other field untold; {@code index} -1 when it is not told. */
  static CxlWindow told(int index, AddressRange range, SourceLocation at) {
    return new CxlWindow(
        index, range.start(), range.size(), 0, "", 0, List.of(), -1, List.of(), -1, -1, -1, "", at);
  }
}
