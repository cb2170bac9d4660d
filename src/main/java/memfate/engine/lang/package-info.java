/**
 * The language of rules: the part of DRL that a rule file may use, and no more.
 *
 * <p>A file is parsed by this package first. What its grammar does not have, and every name that
 * the vocabulary ({@code memfate.facts}, the value types of {@code memfate.iomem}) does not have,
 * is refused with its place. Drools is given what was understood here, with comments blanked, so
 * that nothing can hide in what two parsers read differently.
 */
@NullMarked
package memfate.engine.lang;

import org.jspecify.annotations.NullMarked;
