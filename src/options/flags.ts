/** What options are read from: flags, as the command line and the admin API's parameters have them, and the environment. */

/** A flag's values: the texts of every time it was given (never empty), or whether a switch is on. */
export type FlagValue = readonly string[] | boolean;

/** The flags that were given, by kebab-case name. */
export type Flags = Readonly<Record<string, FlagValue>>;

/** Environment variables, by name. */
export type Env = Readonly<Record<string, string | undefined>>;
