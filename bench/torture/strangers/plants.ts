import { get } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../../../relay/store/embedded/free-port.ts'
import type { Stage } from '../../stage/perform.ts'
import { startRelay } from '../../stage/relay-process.ts'
import type { TrafficWorld } from '../traffic/world.ts'
import { any, type Hostile } from './hostile.ts'
import { judge, type Played } from './judge.ts'
import { watchGaps } from './watch-gaps.ts'

const most = { gap: 250 }

/** Does what must be noticed, and answers with how many wrongs were planted and which were not noticed. */
export async function plantWrongs(
  stage: Stage,
  world: TrafficWorld,
): Promise<{ planted: number; unnoticed: string[] }> {
  const unnoticed: string[] = []
  const notice = (name: string, isNoticed: boolean) => void (isNoticed || unnoticed.push(name))

  for (const [name, one] of Object.entries(answers)) notice(name, judge([one], new Set(), new Set()).length > 0)
  for (const wrong of ['end', 'throw'] as const) {
    const relay = await openSpoilt(stage, world)
    if (wrong === 'end') {
      for (const block of ['block', 'expression'] as const)
        notice(block, (await gapWith(stage, relay.url, block)) > most.gap)
      notice('a quiet relay is no gap', (await gapWith(stage, relay.url, '')) <= most.gap)
    }
    await ask(relay.url, wrong)
    await Promise.race([relay.ended, wait(10_000)])
    notice(`the process: ${wrong}`, !relay.isAlive())
    relay.kill('SIGKILL')
    await relay.ended
  }
  return { planted: Object.keys(answers).length + 5, unnoticed }
}

const item = (right: Hostile['right'], good?: Hostile['good']): Hostile => ({
  ...{ door: 'webhook', shape: 'planted', mark: 'zqplanted00', right },
  ...(good ? { good } : {}),
  play: () => Promise.resolve(null),
})

/** What became of things that were not sent, or answered as they must not be. */
const answers: Record<string, Played> = {
  'an ordinary message is thrown away': { item: item(['kept'], { contactId: '1' }), answer: { status: 200, code: '' } },
  'words are acknowledged and thrown away': { item: item(['kept']), answer: { status: 200, code: '' } },
  'words are refused': { item: item(['kept']), answer: { status: 400, code: 'malformed_json' } },
  'a fault of ours': { item: item(any), answer: { status: 500, code: 'internal_error' } },
  'a refusal without a code': { item: item(any), answer: { status: 400, code: '' } },
  'no answer': { item: item(any), answer: { status: 0, code: '' } },
}

async function openSpoilt(stage: Stage, { env, logFile }: TrafficWorld) {
  const port = await freePort(undefined)
  const spoilt = `--import=${join(import.meta.dirname, 'spoil-relay.ts')}`
  const relay = startRelay(stage, { ...env, PORT: String(port), NODE_OPTIONS: spoilt }, `${logFile}.planted`)
  return { ...relay, url: await relay.ready }
}

async function gapWith(stage: Stage, url: string, planted: string): Promise<number> {
  const gaps = await watchGaps(stage, url)
  await wait(1_500)
  await ask(url, planted)
  await wait(800)
  return gaps().worst
}

/** The answer may never come. */
function ask(url: string, planted: string): Promise<void> {
  return new Promise((resolve) => {
    const request = get(
      `${url}/healthz`,
      { headers: planted ? { 'x-planted': planted } : {}, timeout: 20_000 },
      (response) => {
        response.resume()
        response.once('close', resolve)
      },
    )
    request.once('timeout', () => request.destroy(new Error('no answer')))
    request.once('error', () => resolve())
  })
}
