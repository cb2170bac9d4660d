package memfate.report;

import java.util.Locale;

/** Constants as records and messages spell them. */
final class Words {
  private Words() {}

  /** Returns {@code partial} for {@code PARTIAL}. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
