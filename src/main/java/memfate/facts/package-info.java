/**
 * The vocabulary of the rules: what they may match and what they may say.
 *
 * <p>Three groups. <b>Given</b> facts describe the machine, the kernel build and the user's own
 * steps; Java inserts them before the boot. <b>Kernel state</b> facts are inserted by rules and by
 * the boot as it goes. <b>Effects</b> are what a consequence asks for: the boot applies them in a
 * fixed order and answers with a fact. All facts are immutable; addresses are unsigned.
 */
@NullMarked
package memfate.facts;

import org.jspecify.annotations.NullMarked;
