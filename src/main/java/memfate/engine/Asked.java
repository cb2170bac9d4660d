package memfate.engine;

import memfate.facts.Effect;

/** An effect and the rule that asked for it. */
public record Asked(Effect effect, RuleInfo rule) {}
