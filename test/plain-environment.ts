/** What every process needs that a test starts, and nothing of what the test's own shell says; `more` is what it is told besides. */
export function plainEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { PATH = '' } = process.env
  return { PATH, ...more }
}
