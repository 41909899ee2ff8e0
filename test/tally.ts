import type { Reporter, TestModule } from 'vitest/node'

/**
 * Makes a run end with the plain line `N passed, N failed, N skipped`, alone and last.
 * A file that does not load and an error outside any test count as failed: neither may pass unseen.
 */
export class Tally implements Reporter {
  private line: string | undefined

  constructor() {
    process.once('exit', () => this.line && process.stdout.write(`${this.line}\n`))
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]) {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 }
    for (const module of modules) {
      count.failed += module.errors().length
      for (const test of module.children.allTests()) count[test.result().state] += 1
    }
    this.line = `${count.passed} passed, ${count.failed} failed, ${count.skipped + count.pending} skipped`
  }
}
