/**
 * Expressions that are worse than linear and may be, each with the reason: no stranger's text reaches it, or only one of few signs.
 * The key is the file and the expression as it is written there.
 */
export const bounded: Readonly<Record<string, string>> = {}
