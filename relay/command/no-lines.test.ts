import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, functionSecret, portalId, type World } from '../../test/world.ts'
import { runCommand } from './run-command.ts'

const operatorSecret = 'the-secret-of-whoever-runs-the-relay'

let world: World
beforeAll(async () => {
  world = await createWorld({ config: { lines: [], operatorSecrets: [operatorSecret] } })
})
afterAll(() => world.close())

/** What is said to whoever set the relay up a moment ago. */
async function typed(words: string, secret: Record<string, string>): Promise<string> {
  const said: string[] = []
  const env = { PORT: String(world.config.port), HUBSPOT_PORTAL_ID: portalId, ...secret }
  await runCommand(words.split(' '), env, (text) => said.push(text))
  return said.join('\n')
}

test.each([
  ['the operator’s', { HOMING_OPERATOR_SECRET: operatorSecret }],
  ['the function’s', { HOMING_FUNCTION_SECRET: functionSecret }],
])('an account without a line is told how to give one, by %s secret', async (_whose, secret) => {
  const none = 'No line is set up. Give one with: npm run relay -- settings apply <file>'
  expect(await typed('lines', secret)).toBe(none)
  expect(await typed('lines test', secret)).toBe(none)
  expect(await typed('lines test fax', secret)).toBe('There is no line "fax" here, nor any other yet.')
  expect(await typed('lines pause fax', secret)).toBe('There is no line "fax" here, nor any other yet.')
  expect(await typed('auto-send', secret)).toContain('Auto-send is off')
})
