package memfate.platform;

/** One Kconfig option, without {@code CONFIG_}: {@code y}, {@code m}, {@code n} or a value. */
public record KconfigSetting(String name, String value, SourceLocation at) {}
