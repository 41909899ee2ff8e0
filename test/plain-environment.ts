/** What every process needs that a test starts, and nothing of what the test's own shell says; `more` is what it is told besides. */
export function plainEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { PATH = '', NODE_COMPILE_CACHE } = process.env
  return { PATH, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }), ...more }
}
