import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { Tally } from './test/tally.ts'

const exclude = ['**/node_modules/**', 'build/**', '.homing/**', 'src/**']
const inDom = ['extensions/**/*.test.{ts,tsx}', 'workbench/{host,page}/**/*.test.{ts,tsx}']
const inBrowser = ['test/browser/**/*.test.ts']

/** Three ways to run a test: against real servers in Node, against a DOM, and in a real browser. */
export default defineConfig({
  // Two copies of one of these would not know each other's elements.
  resolve: {
    dedupe: ['react', 'react-dom', '@remote-ui/core', '@remote-ui/react', '@remote-ui/rpc', '@hubspot/ui-extensions'],
  },
  test: {
    reporters: ['default', new Tally()],
    globalSetup: ['test/database-server.ts'],
    setupFiles: ['test/silence.ts'],
    // Tests mostly wait for servers, so that a core has room for one more.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 40_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
    projects: [
      {
        extends: true,
        // Files share what they import, which takes a fifth of the processor's time otherwise; each opens its own servers all the same.
        test: {
          name: 'node',
          isolate: false,
          include: ['**/*.test.ts'],
          exclude: [...exclude, ...inDom, ...inBrowser],
        },
      },
      { extends: true, test: { name: 'dom', environment: 'jsdom', include: inDom, exclude } },
      {
        extends: true,
        test: { name: 'browser', include: inBrowser, exclude, testTimeout: 60_000, fileParallelism: false },
      },
    ],
  },
})
