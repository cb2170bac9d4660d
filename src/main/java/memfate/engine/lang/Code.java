package memfate.engine.lang;

import java.util.Locale;

/** What can be wrong with a rule; each has a page, see {@link CodePages}. */
public enum Code {
  // What is no rule file.
  SYNTAX,
  CHARACTER,
  LIMIT,
  // What rule files may not hold.
  PACKAGE_NAME,
  FOREIGN_IMPORT,
  FOREIGN_DECLARATION,
  FOREIGN_TYPE,
  FOREIGN_METHOD,
  ANNOTATION,
  RULE_ATTRIBUTE,
  CODE_IN_CONDITION,
  STATEMENT,
  CHANGED_FACT,
  COSTLY_PATTERN,
  // What does not fit the vocabulary.
  UNKNOWN_TYPE,
  UNKNOWN_FIELD,
  UNKNOWN_METHOD,
  UNKNOWN_CONSTANT,
  UNKNOWN_VARIABLE,
  WRONG_ARGUMENTS,
  WRONG_TYPE,
  NUMBER_WITH_TEXT,
  NUMBER_FORM,
  FROM,
  DUPLICATE_VARIABLE,
  DUPLICATE_RULE,
  REPLACES_NOTHING,
  PACK_RULE,
  COMPILER,
  // What compiles and is hardly meant.
  CONTRADICTION,
  FEEDS_ITSELF,
  NEVER_FIRES,
  UNUSED_VARIABLE,
  NO_CASE,
  // What shows in a run only.
  RULES_OVERRAN;

  /** Returns its name as people write it, such as {@code unknown-field}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
